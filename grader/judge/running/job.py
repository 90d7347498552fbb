"""Makes of a repaired notebook the job that a judge process gets."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from grader.judge.assignment import Assignment, Master, MasterCell
from grader.judge.running.program import plain_program, scored_program
from grader.judge.running.sharing import Step, may_share
from grader.judge.running.testcell import file_of
from grader.judge.source import code
from grader.judge.source.effects import effects
from grader.judge.submitted.item import Item
from grader.judge.text import one_line


def job_of(
    assignment: Assignment,
    master: Master,
    items: list[Item],
    beside: Mapping[str, bytes],
    empty: list[str] | None,
) -> dict[str, Any]:
    """Return the job of a notebook, as plain data.

    Parameters
    ----------
    beside : files for the student's scratch folder.
    empty : the tests in which a result may be empty; None for the reference solution, from which
        that is learnt with much else.
    """
    solutions = [cell.source for cell in master.cells if cell.role == "answer"]
    tests = [cell.exercise for cell in master.cells if cell.role == "test"]
    only, names = assignment.only, master.solution_names
    return {
        "items": [_plain(item) for item in items],
        "names": names,
        "solutions": _plain_program("\n".join(solutions)),
        "imports": _plain_program("\n".join(code.imports(source) for source in solutions)),
        "files": dict(beside),
        "excluded": [name for name in tests if only and name != only and empty is not None],
        "empty": tests if empty is None else empty,
        "together": may_share(_steps(items, names)),
        "learning": empty is None,
    }


def _plain(item: Item) -> dict[str, Any]:
    """Return an item as the judge's process gets it."""
    master = item.master
    role = master.role if master else "extra"
    program, fault = _program(master) if master else (b"", "")
    return {
        "role": role,
        "name": (master.grade_id or master.key) if master else "your own cell",
        "parts": list(item.parts),
        "program": program,
        "fault": fault,
        "exercise": master.exercise if master else "",
        "points": master.points if master else 0.0,
    }


def _steps(items: list[Item], names: Mapping[str, str]) -> Iterator[Step]:
    """Yield what is run of a notebook, and at each cell of the instructor the names it uses."""
    for item in items:
        if item.master and item.master.role in ("test", "locked", "plain"):
            used = names_used(item.master)
            yield {name: kind for name, kind in names.items() if name in used}
        yield from item.parts


def names_used(cell: MasterCell) -> frozenset[str]:
    """Return the names that occur in a cell of the instructor."""
    if cell.role != "test":
        found = effects(cell.source)
        return found.mentions if found else frozenset()
    with contextlib.suppress(SyntaxError):
        return scored_program(cell.source, file_of(cell.exercise)).used
    return frozenset()


def _program(cell: MasterCell) -> tuple[bytes, str]:
    """Return what the judge runs of a master's cell, or why there is nothing to run."""
    if cell.role in ("locked", "plain"):
        return _plain_program(cell.source), ""
    if cell.role != "test":
        return b"", ""
    try:
        return scored_program(cell.source, file_of(cell.exercise)).packed(), ""
    except SyntaxError as error:
        return b"", one_line(f"the test cell has a syntax error: {error}")


def _plain_program(source: str) -> bytes:
    program = plain_program(source)
    return program.packed() if program else b""
