"""Print a formula as a line of text: for the terminal, for labels read aloud, for searching."""

from __future__ import annotations

from collections.abc import Callable

from grader.exam.maths.parse import parse
from grader.exam.maths.symbols import ENVIRONMENTS
from grader.exam.maths.tree import NOTHING, Node, needs_gap

_ACCENTS = {"^": "\u0302", "¯": "\u0304", "~": "\u0303", "˙": "\u0307", "→": "\u20d7"}
_SPACED = {*"=≤≥≠≈≡∼∝∈∉→←↦⇒⇔<>⋅×⊙±∣", ":="}


def to_plain(latex: str) -> str:
    """Return the formula on one line, without any markup.

    Examples
    --------
    >>> to_plain(r"\\frac{\\partial L}{\\partial w} = -2 x")
    '∂L/∂w = −2x'
    """
    return " ".join(_print(parse(latex)).split())


def _print(node: Node) -> str:
    return _PRINTERS[node.kind](node)


def _group(node: Node) -> str:
    text = _print(node).strip()
    simple = text.replace(".", "").isalnum() or (text[0] + text[-1:] == "()")
    return text if len(text) == 1 or simple else f"({text})"


def _part(node: Node) -> str:
    """Bracket a numerator or denominator only where it is a sum."""
    text = _print(node).strip()
    return f"({text})" if any(sign in text for sign in " +−") else text


def _row(node: Node) -> str:
    """Put the pieces side by side; a sign between two terms stands between spaces."""
    text, before = "", Node("operator")
    for child in node.children:
        piece = _print(child)
        binary = child.text in ("+", "-") and before.kind != "operator" and text[-1:] not in "(["
        if child.kind == "operator" and binary:
            piece = f" {piece.strip()} "
        text, before = text + (" " if needs_gap(before, child) else "") + piece, child
    return text


def _operator(node: Node) -> str:
    sign = node.text.replace("-", "−")
    if sign == ",":
        return ", "
    return f" {sign} " if sign in _SPACED else sign


def _scripts(node: Node) -> str:
    base, sub, sup = node.children
    low = f"_{_group(sub)}" if sub != NOTHING else ""
    high = f"^{_group(sup)}" if sup != NOTHING else ""
    high = high.replace("^′", "′").replace("^(′′)", "′′")
    return _print(base) + low + high


def _table(node: Node) -> str:
    left, right = ENVIRONMENTS[node.text]
    inside = ", " if node.text.endswith("matrix") else " "
    rows = [inside.join(_print(cell).strip() for cell in row.children) for row in node.children]
    return f"{left}{'; '.join(rows)}{right}"


_PRINTERS: dict[str, Callable[[Node], str]] = {
    "row": _row,
    **dict.fromkeys(
        ("letter", "number", "delimiter", "function", "limits", "text", "upright", "name"),
        lambda node: node.text,
    ),
    "big": lambda node: node.text,
    "operator": _operator,
    "space": lambda node: " " if float(node.text) > 0.5 else "",
    "fraction": lambda node: f"{_part(node.children[0])}/{_part(node.children[1])}",
    "root": lambda node: f"√({_print(node.children[0])})",
    "accent": lambda node: _print(node.children[0]) + _ACCENTS[node.text],
    "style": lambda node: _print(node.children[0]),
    "scripts": _scripts,
    "fenced": lambda node: node.text.replace("\0", _print(node.children[0])),
    "brace": lambda node: _print(node.children[0]),
    "table": _table,
}
