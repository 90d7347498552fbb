"""Code that stands in a text, text that stands in code, and the signs a word processor changes."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Container, Iterator
from html import unescape

from IPython.core.inputtransformer2 import classic_prompt, ipython_prompt

from grader.judge.source import code

_FENCE = re.compile(r"^[ \t]{0,3}(```+|~~~+)[^\n`]*$")
_BEGINNINGS = ("def ", "class ", "import ", "from ", "@", "#")
_STATEMENT = re.compile(r"(?:def|class|import|from|for|while|if|with|try)\b|@|[A-Za-z_][\w.]* = ")
_GOES_ON = re.compile(r"(?:else|elif|except|finally)\b|[)\]}]")
_TAG = re.compile(r"</?(?:pre|code)\b[^<>]*>")
_ESCAPED = re.compile(r"\\([_*#<>()\[\]+.!`-])")
_SIGNS = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
        "\u00ab": '"', "\u00bb": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
        "\u2014": "-", "\u2212": "-", "\u2026": "...", "\u00d7": "*", "\u22c5": "*", "\u2217": "*",
        "\uff08": "(", "\uff09": ")", "\uff0c": ",", "\uff1a": ":", "\uff1d": "=",
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2007\u2009\u202f\u3000", " "),
        **dict.fromkeys("\u2028\u2029\u000b\u000c\u0085", "\n"),
    }
)  # fmt: skip


def code_in(text: str) -> str:
    """Return the code of a text cell: what stands in its fences, or all of it without any.

    Where a sentence stands beside the code, it is the statements.

    Examples
    --------
    >>> code_in("My answer:\\n```{python}\\nx = 1\\n```\\nand so on")
    'x = 1'
    >>> code_in("x = 1")
    'x = 1'
    >>> code_in("This is mine:\\n\\n    def f(x):\\n        return x\\n\\nI hope so.")
    'def f(x):\\n    return x\\n'
    """
    inside: list[str] = []
    opened = ""
    fences = 0
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        if fence and (not opened or fence[1].startswith(opened)):
            opened = "" if opened else fence[1]
            fences += 1
        elif opened:
            inside.append(line)
    if fences:
        return "\n".join(inside)
    for whole in (text, textwrap.dedent(text)):
        if code.is_readable(whole.translate(_SIGNS)):
            return whole
    return "\n".join(_statements(unescape(_TAG.sub("", text)))) or text


def _statements(text: str) -> Iterator[str]:
    """Yield the statements of a text that are Python by themselves, each without its margin."""
    block: list[str] = []
    margin = 0
    for line in [*text.split("\n"), "."]:  # a sentence ends the last block
        bare = line.lstrip()
        indent = len(line) - len(bare)
        begins = _STATEMENT.match(bare) and (not block or indent <= margin)
        decorated = begins and block and block[-1].startswith("@")
        inside = not begins and (not bare or indent > margin or _GOES_ON.match(bare))
        if block and (decorated or inside):
            block.append(line[margin:])
            continue
        if block and code.is_readable("\n".join(block).translate(_SIGNS)):
            yield "\n".join(block)
        block, margin = ([bare], indent) if begins else ([], 0)


def mended(source: str, given: Container[str]) -> str:
    """Return a cell that is no Python as it was before a word processor or a merge of cells.

    Parameters
    ----------
    given : lines that are the release's own text, which a merge puts into a code cell.

    Examples
    --------
    >>> mended("s = \\u201ca\\u201d\\u00a0+ x \\u2013 1", ())
    's = "a" + x - 1'
    >>> mended("x = 1\\n\\nWhy is that?", {"Why is that?"})
    'x = 1\\n\\n'
    """
    if code.is_readable(source):
        return source
    straight = source.translate(_SIGNS)
    lines = straight.split("\n")
    own = "\n".join("" if line.strip() in given else line for line in lines)
    tries = (straight, own, *_as_typed(straight))
    return next((text for text in tries if code.is_readable(text)), source)


def _as_typed(source: str) -> Iterator[str]:
    """Yield a cell without what was put round it: prompts, an indent, tabs, escapes of Markdown."""
    lines = source.splitlines(keepends=True)
    yield "".join(ipython_prompt(classic_prompt(lines)))  # Jupyter runs a cell with these, too
    if source.lstrip().startswith(_BEGINNINGS):  # and not the second half of a split cell
        yield textwrap.dedent(source)
    yield source.expandtabs(4)
    yield unescape(_ESCAPED.sub(r"\1", source))


def remarks(source: str) -> Iterator[str]:
    """Yield what a code cell says in words: comments, and texts that are only shown or kept.

    Of a cell that is no Python that is all of it.

    Examples
    --------
    >>> list(remarks("# It is zero.\\nx = 1  # one\\nprint('because of b')"))
    ['It is zero.', 'because of b']
    """
    tree = code.parse(source)
    if tree is None:
        yield source
        return
    for line in source.split("\n"):
        if line.startswith("#"):
            yield line.lstrip("# ")
    for node in tree.body:
        yield from _texts(node)


def _texts(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.Expr(ast.Constant(str(text))) | ast.Assign(_, ast.Constant(str(text))):
            yield text
        case ast.Expr(ast.Call(ast.Name("print" | "display" | "Markdown"), arguments)):
            for argument in arguments:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value
