"""Which exercises depend on a cell that is right and cannot be read here.

Such a cell is not run.  What else is there is run and graded, and an exercise that loses points
without the names of that cell is not graded, because nobody knows what it deserves.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from contextlib import suppress

from grader.judge.assignment import Master
from grader.judge.running.job import names_used
from grader.judge.source import code
from grader.judge.source.effects import binds, uses
from grader.judge.source.newer import lacking
from grader.judge.submitted.reading import Submitted
from grader.judge.submitted.repair import Item

_DAMAGED = "the file is damaged, and nothing of the answer is in what could be read of it"


def excuses(submitted: Submitted, items: Sequence[Item], master: Master) -> dict[str, str]:
    """Return the reason for each exercise whose lost points say nothing about the answer."""
    versions = {copy.python for copy in (submitted, *submitted.copies)} - {""}
    written = max(versions, key=lambda text: int(text[2:]), default="")
    # What is lost with the damage; then, by the name that is not defined, what cannot be read here.
    lost = [i.master for i in items if i.master is not None and _is_lost(i, submitted)]
    reasons = {name: _DAMAGED for cell in lost for name in code.defined_names(cell.source)}
    for item, part in ((each, part) for each in items for part in each.parts):
        if not code.is_readable(part) and (reason := lacking(code.without_magics(part), written)):
            reasons |= dict.fromkeys(_names(item, part), reason)
    if reasons:
        _spread(items, reasons)
    found = {cell.exercise: _DAMAGED for cell in lost if cell.role == "manual"}
    for cell in (item.master for item in items if item.master and item.master.role == "test"):
        missed = sorted(reasons.keys() & names_used(cell) & master.solution_names.keys())
        found |= {cell.exercise: reasons[missed[0]]} if missed else {}
    return found


def _is_lost(item: Item, submitted: Submitted) -> bool:
    """Whether a damaged file has nothing of an answer, not even the stub."""
    if item.master is None or item.master.role not in ("answer", "manual"):
        return False
    return item.untouched and not item.source and any("damaged" in r for r in submitted.repairs)


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
