"""Markdown with mathematics as HTML that can do nothing: no tag, link or picture of a student's.

Formulas become MathML, which a browser shows without a script or a font from the net. One that is
not known stands as it was typed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from grader.base.errors import GraderError
from grader.base.names import shown
from grader.exam.maths.mathml import to_mathml

LONGEST = 20_000  # characters of one text that are shown
_LONGEST_FORMULA = 2_000
_STYLES = {
    ' style="text-align:left"': ' class="left"',
    ' style="font-weight:bold"': ' class="bold"',
}
_ALIGN = re.compile(r"\\(begin|end)\{(?:align|equation|gather|split|eqnarray|alignat)\*?\}")
_TAGS = re.compile(r"\\(?:tag|label)\{[^{}]*\}|\\(?:nonumber|notag)\b|\\displaystyle\b|\\limits\b")
_OTHER = {r"\lVert": r"\|", r"\rVert": r"\|", r"\textbf": r"\text", r"\textit": r"\text",
          r"\bm": r"\boldsymbol", r"\mathit": r"\mathrm", r"\operatorname*": r"\operatorname",
          r"\widehat": r"\hat", r"\widetilde": r"\tilde", r"\ast": "*"}  # fmt: skip
_NAMES = re.compile(r"\\[A-Za-z]+\*?")


@lru_cache(maxsize=256)
def typeset(text: str) -> str:
    """Return a text as HTML that is safe on any page.

    Examples
    --------
    >>> typeset("So *it* <b>is</b>: [x](javascript:y)").strip()
    '<p dir="auto">So <em>it</em> &lt;b&gt;is&lt;/b&gt;: [x](javascript:y)</p>'
    """
    cut = shown(text[:LONGEST])
    try:
        found = str(_MARKDOWN.render(cut))
    except (RecursionError, IndexError, ValueError):  # made so that the reader stumbles
        found = f"<pre dir='auto'>{escape(cut)}</pre>"
    left_out = len(text) - LONGEST
    return found + (f"<p><em>{left_out:,} characters more are not shown.</em></p>"
                    if left_out > 0 else "")  # fmt: skip


def typeset_inline(text: str) -> str:
    """Return a line of text as HTML, without a paragraph around it.

    Examples
    --------
    >>> typeset_inline("$x$ is **it**")
    '<math aria-label="x"><mrow><mi>x</mi></mrow></math> is <strong>it</strong>'
    """
    found = typeset(text).strip()
    inner = found.removeprefix('<p dir="auto">').removesuffix("</p>")
    return found if "<p" in inner else inner


@lru_cache(maxsize=2048)
def formula(latex: str, display: bool = False) -> str:
    """Return a formula as MathML; as it was typed where it is not known, or far too long.

    Examples
    --------
    >>> formula(r"\\unknown{x}")
    '<code class="tex">\\\\unknown{x}</code>'
    """
    plain = _TAGS.sub("", _ALIGN.sub(r"\\\1{aligned}", latex))
    plain = _NAMES.sub(lambda name: _OTHER.get(name[0], name[0]), plain)
    try:
        if len(plain) > _LONGEST_FORMULA:
            raise GraderError("a formula is too long")
        found = to_mathml(plain.strip(), display=display)
    except (GraderError, RecursionError, IndexError, KeyError, ValueError):
        return f'<code class="tex">{escape(latex.strip())}</code>'
    for style, name in _STYLES.items():  # the page allows no style of its own
        found = found.replace(style, name)
    return found


def _direct(state: StateCore) -> None:
    """Let each paragraph run in the direction of its own script."""
    for token in state.tokens:
        if token.nesting == 1 or token.type in ("fence", "code_block"):
            token.attrSet("dir", "auto")


def _math(_self: Any, tokens: Any, at: int, _options: Any, _env: Any) -> str:
    token = tokens[at]
    block = token.type != "math_inline"
    found = formula(token.content, block)
    return f'<div class="formula">{found}</div>\n' if block else found


def _reader() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    markdown.enable("table")
    # ``reference`` makes links; a picture or a link asks another place when it is shown or clicked.
    markdown.disable(["link", "image", "autolink", "html_block", "html_inline", "reference"])
    markdown.use(dollarmath_plugin, allow_labels=False, allow_digits=False, double_inline=True)
    markdown.use(amsmath_plugin)
    markdown.core.ruler.push("direct", _direct)
    for kind in ("math_inline", "math_inline_double", "math_block", "amsmath"):
        markdown.add_render_rule(kind, _math)
    return markdown


_MARKDOWN = _reader()
