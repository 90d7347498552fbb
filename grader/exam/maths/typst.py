"""Print a formula as Typst mathematics.

No library is used: tylax (0.3.8) and tex2typst (0.1.7, both of 2026) pass on a macro that they do
not know, as ``foox`` or ``foo x``, and the tree is needed for the other two printers anyway.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.exam.maths.parse import parse
from grader.exam.maths.tree import NOTHING, Node

_SPECIAL = re.compile(r"[\\/#$&_^'\"*~,;:()\[\]{}⟨⟩⌊⌋⌈⌉`@<>=+!.]")
_ACCENTS = {"^": "hat", "¯": "overline", "~": "tilde", "˙": "dot", "→": "arrow"}
_STYLES = {"bold": "bold", "blackboard": "bb", "script": "cal"}
_MATRIX = {"pmatrix": '"("', "bmatrix": '"["', "vmatrix": '"|"', "matrix": "#none"}


def to_typst(latex: str) -> str:
    """Return the formula as Typst writes it between dollar signs.

    Examples
    --------
    >>> to_typst(r"\\frac{1}{2} w_i^2")
    'frac(1, 2) w_(i)^(2)'
    """
    return _print(parse(latex))


def _print(node: Node) -> str:
    return _PRINTERS[node.kind](node)


def _escape(text: str) -> str:
    """Escape what Typst would read as syntax: a comma ends an argument, a bracket grows."""
    if text in "|‖" and text:
        return f'class("normal", \\{text})'  # a bar opens or closes: no space on either side
    return _SPECIAL.sub(lambda match: "\\" + match[0], text.replace("-", "−"))


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _row(node: Node) -> str:
    """Join the pieces by spaces, which Typst ignores except beside words in quotes."""
    text, before = "", Node("text")
    for child in node.children:
        glue = "" if "text" in (before.kind, child.kind) else " "
        text, before = text + glue + _print(child), child
    return text


def _scripts(node: Node) -> str:
    base, sub, sup = node.children
    text = _print(base) if base != NOTHING else '"" '
    if base.kind == "row" and base.children:
        text = f"#[${_print(base)}$]"  # a group in braces is one base
    low = f"_({_print(sub)})" if sub != NOTHING else ""
    high = f"^({_print(sup)})" if sup != NOTHING else ""
    return text + low + high


def _fenced(node: Node) -> str:
    left, right = node.text.split("\0")
    return f"lr({_bracket(left)} {_print(node.children[0])} {_bracket(right)})"


def _bracket(text: str) -> str:
    return "\\" + text if text else ""


def _brace(node: Node) -> str:
    body, label = node.children
    return f"underbrace({_print(body)}, {_print(label)})"


def _table(node: Node) -> str:
    if node.text in ("cases", "aligned"):
        glue = " & quad " if node.text == "cases" else " & "
        rows = [glue.join(map(_print, row.children)) for row in node.children]
        return f"cases({', '.join(rows)})" if node.text == "cases" else " \\ ".join(rows)
    rows = [", ".join(map(_print, row.children)) for row in node.children]
    return f"mat(delim: {_MATRIX[node.text]}, {'; '.join(rows)})"


_PRINTERS: dict[str, Callable[[Node], str]] = {
    "row": _row,
    "letter": lambda node: node.text,
    "number": lambda node: node.text,
    "operator": lambda node: _escape(node.text),
    "delimiter": lambda node: _escape(node.text),
    "big": lambda node: node.text,
    "function": lambda node: f"op({_string(node.text)})",
    "limits": lambda node: f"op({_string(node.text)}, limits: #true)",
    "name": lambda node: f"op({_string(node.text)})",
    "text": lambda node: _string(node.text),
    "upright": lambda node: f"op({_string(node.text)})",
    "space": lambda node: f"#h({float(node.text):.3f}em)",
    "fraction": lambda node: f"frac({', '.join(map(_print, node.children))})",
    "root": lambda node: f"sqrt({_print(node.children[0])})",
    "accent": lambda node: f"{_ACCENTS[node.text]}({_print(node.children[0])})",
    "style": lambda node: f"{_STYLES[node.text]}({_print(node.children[0])})",
    "scripts": _scripts,
    "fenced": _fenced,
    "brace": _brace,
    "table": _table,
}
