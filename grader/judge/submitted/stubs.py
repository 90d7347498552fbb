"""Tells what a student has defined from what the release only left to be defined.

An answer beats a stub, function by function: half of an answer may stand in its cell and the other
half in a cell above it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from grader.base.records import Repair
from grader.judge.assignment import Master
from grader.judge.source import code
from grader.judge.submitted.item import Item


@dataclass(frozen=True)
class Definition:
    """A name that a cell defines, on which lines, and whether it is only a stub."""

    name: str
    first: int
    last: int
    is_stub: bool


def owners(master: Master) -> dict[str, str]:
    """Return for each name that the students are to define the master's cell that does it."""
    cells = [c for c in master.cells if c.role == "answer" or (c.role == "manual" and c.is_code)]
    return {name: cell.source for cell in cells for name in code.defined_names(cell.source)}


def done(source: str, owned: Mapping[str, str]) -> set[str]:
    """Return the names of the master that a cell really defines.

    Examples
    --------
    >>> done("def f(): ...\\ndef g(): return 1", {"f": "", "g": ""})
    {'g'}
    """
    return {found.name for found in definitions(source, owned) if not found.is_stub}


def without_stubs(source: str, owned: Mapping[str, str], elsewhere: Set[str]) -> str:
    """Return a cell without its stubs of names that are defined elsewhere; lines keep their number.

    A stub that the same cell defines below hides nothing, and the definition may read it.

    Examples
    --------
    >>> without_stubs("def f(): ...\\nprint(1)", {"f": ""}, {"f"})
    '\\nprint(1)'
    >>> without_stubs("x = None\\nx = [x]", {"x": "x = None"}, {"x"})
    'x = None\\nx = [x]'
    """
    lines = source.split("\n")
    there = list(definitions(source, owned))
    last = {found.name: found.last for found in there if not found.is_stub}
    for found in there:
        if found.is_stub and found.name in elsewhere and last.get(found.name, 0) < found.first:
            lines[found.first - 1 : found.last] = [""] * (found.last - found.first + 1)
    return "\n".join(lines)


def leave_out_stubs(items: Sequence[Item], owned: Mapping[str, str], repairs: list[Repair]) -> None:
    """Keep a stub from hiding what the student has defined in another place."""
    theirs = [i for i in items if i.master is None or i.master.role in ("answer", "manual")]
    defined = {name for item in theirs for part in item.parts for name in done(part, owned)}
    for item in theirs:
        parts = [without_stubs(part, owned, defined) for part in item.parts]
        if parts != item.parts and item.master is not None:
            where = item.master.grade_id or item.master.key
            repairs.append(Repair("a stub was left out: its answer stands elsewhere", where))
        item.parts = parts


def bring_forward(items: Sequence[Item]) -> None:
    """Run an answer that stands after its test, in another cell, also in its own place."""
    bound = [{n for part in item.parts for n in code.defined_names(part)} for item in items]
    known: set[str] = set()
    for i, item in enumerate(items):
        if item.master is not None and item.master.role == "answer" and not item.untouched:
            missing = code.defined_names(item.master.source).keys() - known - bound[i]
            for other, names in zip(items[i + 1 :], bound[i + 1 :], strict=True):
                is_theirs = other.master is None or other.master.role in ("answer", "manual")
                if is_theirs and missing & names:
                    item.parts = [*item.parts, *other.parts]
                    missing -= names
        known |= bound[i]


def definitions(source: str, owned: Mapping[str, str]) -> Iterator[Definition]:
    """Yield the definitions of the master's names in a cell."""
    if not code.defined_names(source).keys() & owned.keys():
        return
    tree = code.parse(source)
    lines = source.split("\n")
    for node in tree.body if tree else []:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        last = node.end_lineno or node.lineno
        for name in code.defined_names("\n".join(lines[first - 1 : last])).keys() & owned.keys():
            text = "\n".join(lines[first - 1 : last])
            yield Definition(name, first, last, _is_idle(node) or code.is_stub(text, owned[name]))


def _is_idle(node: ast.stmt) -> bool:
    """Return whether a function does nothing."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    return all(_does_nothing(inner) for inner in node.body)


def _does_nothing(node: ast.stmt) -> bool:
    match node:
        case ast.Pass() | ast.Expr(ast.Constant()) | ast.Return(None | ast.Constant(None)):
            return True
        case ast.Return(ast.Constant(value)):
            return value is ...
        case ast.Raise(ast.Name("NotImplementedError") | ast.Call(ast.Name("NotImplementedError"))):
            return True
    return False
