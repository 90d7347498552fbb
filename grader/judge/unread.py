"""Which exercises depend on a cell that is right and cannot be read here.

Such a cell is not run.  What else is there is run and graded, and an exercise that loses points
without the names of that cell is not graded, because nobody knows what it deserves.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from grader.base.records import Repair
from grader.base.week import EXERCISES
from grader.judge.assignment import Master
from grader.judge.doubts import doubt, doubts
from grader.judge.running.job import names_used
from grader.judge.source import code
from grader.judge.source.effects import binds, uses
from grader.judge.source.newer import lacking
from grader.judge.source.newer_names import lacking_names, rest
from grader.judge.submitted.item import Item, Repaired
from grader.judge.submitted.reading import Submitted


def excuses(submitted: Submitted, items: Sequence[Item], master: Master) -> dict[str, str]:
    """Return the reason for each exercise whose lost points say nothing about the answer.

    Written answers of which nothing was found are among them if the file is damaged.
    """
    written = _python_of(submitted)
    reasons = doubts(submitted, items, master)  # by the name that is not defined because of it
    for item, part in ((each, part) for each in items for part in each.parts):
        if code.is_readable(part):
            reasons |= lacking_names(part, written)
        elif reason := lacking(code.without_magics(part), written):
            kept = rest(part)
            reasons |= dict.fromkeys(kept.names if kept else _names(item, part), reason)
    manual = ((item.master, doubt(submitted, item)) for item in items if item.master)
    found = {cell.exercise: why for cell, why in manual if cell.role == "manual" and why}
    return found | _by_exercise(items, master, reasons)


def lacks(items: Sequence[Item], master: Master, lost: Mapping[str, str]) -> dict[str, str]:
    """Return the reason for each exercise that uses a name which could not be made here."""
    found = {
        name: reason for name, reason in lost.items() if reason.split(maxsplit=1)[0] != EXERCISES
    }
    return _by_exercise(items, master, found) if found else {}


def _by_exercise(items: Sequence[Item], master: Master, reasons: dict[str, str]) -> dict[str, str]:
    """Return the reason for each exercise whose test uses a name that has one, if indirectly."""
    if reasons:
        _spread(items, reasons)
    found: dict[str, str] = {}
    for cell in (item.master for item in items if item.master and item.master.role == "test"):
        missed = sorted(reasons.keys() & names_used(cell) & master.solution_names.keys())
        found |= {cell.exercise: reasons[missed[0]]} if missed else {}
    return found


def _python_of(submitted: Submitted) -> str:
    """Return the newest version of Python that the files of a notebook name, or ""."""
    versions = {copy.python for copy in (submitted, *submitted.copies)} - {""}
    return max(versions, key=lambda text: int(text[2:]), default="")


def leave_out_newer(submitted: Submitted, repaired: Repaired) -> None:
    """Leave out of each cell what only a newer Python can read, so that the rest of it is run."""
    written = _python_of(submitted)
    for item in repaired.items:
        for number, part in enumerate(item.parts):
            if code.is_readable(part) or not lacking(code.without_magics(part), written):
                continue
            if kept := rest(part):
                item.parts[number] = kept.source
                where = (item.master.grade_id or item.master.key) if item.master else "own cell"
                text = "statements for a newer Python were left out"
                repaired.repairs.append(Repair(text, where))


def _names(item: Item, part: str) -> Iterable[str]:
    """Return what a cell binds, or should bind if that cannot be seen."""
    tree = code.parse(part)
    if tree is not None:
        return binds(tree)
    return code.defined_names(item.master.source) if item.master else ()


def _spread(items: Sequence[Item], reasons: dict[str, str]) -> None:
    """Note what cannot be defined, or not called, without the names that are lacking already."""
    trees = [code.parse(part) for item in items for part in item.parts]
    binding: dict[str, list[str]] = {}  # by a name, those that are bound with it
    for node in (node for tree in trees if tree for node in tree.body):
        with suppress(*code.UNREADABLE):
            for used in uses(node):
                binding.setdefault(used, []).extend(binds(ast.Module([node], [])))
    waiting = list(reasons)
    for name in waiting:  # it grows meanwhile
        for bound in binding.get(name, ()):
            if bound not in reasons:
                reasons[bound] = reasons[name]
                waiting.append(bound)
