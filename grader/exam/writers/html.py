"""The text of questions as HTML, with formulas as MathML or left as LaTeX for MathJax."""

from __future__ import annotations

import base64
import html
import re
from typing import Literal

from grader.exam import figures, markup
from grader.exam.maths.mathml import to_mathml
from grader.exam.question import Question

# Browsers would break the line between a formula and the full stop behind it.
_BEFORE_A_SIGN = re.compile(r"(<math[^>]*>(?:(?!</math>).)*</math>[.,;:?!)]+)")
Maths = Literal["mathml", "latex"]


def block_html(text: str, maths: Maths = "mathml") -> str:
    """Return a text as a row of block elements.

    Examples
    --------
    >>> block_html("Let $x$ be `1`.", "latex")
    '<p>Let \\\\(x\\\\) be <code>1</code>.</p>'
    """
    pieces = []
    for block in markup.blocks(text):
        if block.kind == "formula":
            pieces.append(f"<p>{_formula(block.spans[0].text, maths, display=True)}</p>")
        elif block.kind == "listing":
            # Wider than a phone: by keyboard it scrolls only if one can stop at it.
            stop = ' tabindex="0"' if maths == "mathml" else ""
            pieces.append(f"<pre{stop}><code>{html.escape(block.spans[0].text)}</code></pre>")
        else:
            pieces.append(f"<p>{_spans(block.spans, maths)}</p>")
    return "\n".join(pieces)


def line_html(text: str, maths: Maths = "mathml") -> str:
    """Return a text of one paragraph without an element around it."""
    return " ".join(_spans(block.spans, maths) for block in markup.blocks(text))


def _spans(spans: tuple[markup.Span, ...], maths: Maths) -> str:
    text = "".join(_span(span, maths) for span in spans)
    return _BEFORE_A_SIGN.sub(r'<span style="white-space: nowrap">\1</span>', text)


def _span(span: markup.Span, maths: Maths) -> str:
    if span.kind == "math":
        return _formula(span.text, maths)
    text = html.escape(span.text, quote=False)
    tag = {"code": "code", "strong": "strong"}.get(span.kind)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _formula(latex: str, maths: Maths, *, display: bool = False) -> str:
    if maths == "mathml":
        return to_mathml(latex, display=display)
    left, right = (r"\[", r"\]") if display else (r"\(", r"\)")
    return f"{left}{html.escape(latex, quote=False)}{right}"


def data_image(question: Question, kind: Literal["svg", "png"]) -> str:
    """Return the question's figure as an image that carries its own data, or nothing."""
    if question.figure is None:
        return ""
    mime = {"svg": "image/svg+xml", "png": "image/png"}[kind]
    data = base64.b64encode(figures.render(question.figure, kind)).decode("ascii")
    alt = html.escape(question.figure.alt)
    return f'<p><img src="data:{mime};base64,{data}" alt="{alt}" width="420"></p>'
