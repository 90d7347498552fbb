"""Puts values that have a name for one line only back where they are used.

Whether somebody writes ``y = f(x); return y`` or ``return f(x)`` is habit, and a cheap disguise.
"""

from __future__ import annotations

import ast
from collections import Counter

_SIMPLE = (ast.Assign, ast.AugAssign, ast.Return, ast.Expr)
_BLOCKS = ("body", "orelse", "finalbody")


def without_temporaries(tree: ast.Module) -> ast.Module:
    """Change a cell so that no name is stored in one line, read in the next, and never again.

    Examples
    --------
    >>> ast.unparse(without_temporaries(ast.parse("a = x + 1\\ny = a * 2\\nz = y + y")))
    'y = (x + 1) * 2\\nz = y + y'
    """
    uses = Counter(
        (node.id, type(node.ctx)) for node in ast.walk(tree) if isinstance(node, ast.Name)
    )
    once = {
        name for (name, kind), count in uses.items()
        if kind is ast.Store and count == uses[name, ast.Load] == 1
    }  # fmt: skip
    if once:
        for node in ast.walk(tree):
            for block in filter(None, (getattr(node, name, None) for name in _BLOCKS)):
                if isinstance(block, list):
                    block[:] = _joined(block, once)
    return tree


def _joined(block: list[ast.stmt], once: set[str]) -> list[ast.stmt]:
    kept: list[ast.stmt] = []
    for statement in block:
        while kept and isinstance(statement, _SIMPLE) and (put := _Put.of(kept[-1], once)):
            statement = put.visit(statement)
            if not put.done:
                break
            kept.pop()
        kept.append(statement)
    return kept


class _Put(ast.NodeTransformer):
    """Puts a value in the place of a name."""

    def __init__(self, name: str, value: ast.expr) -> None:
        self._name, self._value = name, value
        self.done = False

    @classmethod
    def of(cls, statement: ast.stmt, once: set[str]) -> _Put | None:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in once:
                return cls(name, value)
        return None

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id != self._name:
            return node
        self.done = True
        return self._value
