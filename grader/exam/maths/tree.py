"""The tree of a formula, which the parser makes and the printers walk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """A piece of a formula: what it is, its text, and the pieces it is made of.

    ``kind`` is one of: row, letter, number, operator, big, function, limits, text, upright,
    name, space, delimiter, fraction, root, scripts, accent, style, fenced, table, brace.
    """

    kind: str
    text: str = ""
    children: tuple[Node, ...] = ()


NOTHING = Node("row")


def needs_gap(before: Node, after: Node) -> bool:
    """Say whether a thin space separates a function's name from what follows: max z, max(z)."""
    name = before.children[0] if before.kind == "scripts" else before
    follows = after.children[0] if after.kind == "scripts" else after
    apart = follows.kind in (
        "letter",
        "number",
        "fraction",
        "function",
        "limits",
        "style",
        "accent",
    )
    return name.kind in ("function", "limits", "name") and apart
