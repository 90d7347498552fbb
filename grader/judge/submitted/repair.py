"""Puts a submission into the shape of its master, without running anything.

The result has every cell of the master, in the master's order: locked cells and tests as the
master has them, the student's answers in their places, and the student's own cells where they
stood.  Every difference that is not the student's work is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from grader.base.records import Repair
from grader.judge.assignment import Master, MasterCell
from grader.judge.source import code
from grader.judge.submitted.additions import added, names_of
from grader.judge.submitted.copies import fill, is_written
from grader.judge.submitted.matching import match_cells
from grader.judge.submitted.reading import StudentCell, Submitted

_FENCE = re.compile(r"^```(?:python|py)?[ \t]*\n(.*)\n```\s*$", re.S)


@dataclass
class Item:
    """A cell of the repaired notebook.

    ``master`` is None for a cell that the student added.  ``parts`` are the sources that the
    student's process runs for it, one after the other; ``untouched`` marks an answer that is
    still the release's stub.
    """

    master: MasterCell | None
    source: str
    kind: str
    parts: list[str] = field(default_factory=list)
    untouched: bool = False
    attachments: dict[str, object] = field(default_factory=dict)


@dataclass
class Repaired:
    """A submission in its master's shape, and what had to be repaired for that."""

    items: list[Item]
    repairs: list[Repair]


def repair(submitted: Submitted, master: Master) -> Repaired:
    """Return the submission in the shape of its master, completed from other copies of it."""
    for copy in submitted.copies:
        fill(submitted, copy, master)
    repairs = [Repair(text, submitted.file) for text in submitted.repairs]
    if submitted.file.rpartition("/")[2] != f"{master.name}.ipynb":
        repairs.append(Repair(f"taken for {master.name}.ipynb", submitted.file))
    found = match_cells(submitted.cells, master)
    places = {id(cell): i for i, cells in found.items() for cell in cells}
    elsewhere = _names_defined_outside(submitted.cells, master, places)
    items = _extra_cells(submitted.cells, places, -1)
    last = -1
    order_of = {id(cell): n for n, cell in enumerate(submitted.cells)}
    for i, cell in enumerate(master.cells):
        theirs = found.get(i, [])
        if theirs:
            order = order_of[id(theirs[0])]
            if order < last:
                repairs.append(Repair("the cell was put back in its place", _where(cell)))
            last = max(last, order)
        item, more = _item(cell, theirs, elsewhere, repairs), _kept(cell, theirs, master, repairs)
        items += [*more, item] if cell.role == "test" else [item, *more]
        items += _extra_cells(submitted.cells, places, i)
    _bring_forward(items)
    _look_below(items, repairs)
    return Repaired(items, repairs)


def _bring_forward(items: list[Item]) -> None:
    """Run an answer that stands after its test, in another cell, also in its own place."""
    for i, item in enumerate(items):
        if item.master is None or item.master.role != "answer" or item.parts or item.untouched:
            continue
        wanted = code.defined_names(item.master.source).keys()
        for other in items[i + 1 :]:
            if other.parts and wanted & code.defined_names(other.source).keys():
                item.parts = list(other.parts)
                break


def _look_below(items: list[Item], repairs: list[Repair]) -> None:
    """Let a person see a written answer that stands in a cell of its own below the placeholder."""
    for item, below in pairwise(items):
        if item.master is None or item.master.role != "manual" or item.master.is_code:
            continue
        if item.untouched and below.master is None and below.kind == "markdown":
            item.untouched = False
            text = "the written answer stands in the cell below"
            repairs.append(Repair(text, _where(item.master)))


def _where(cell: MasterCell) -> str:
    return cell.grade_id or cell.key


def _names_defined_outside(
    cells: Sequence[StudentCell], master: Master, places: dict[int, int]
) -> set[str]:
    """Return the names that some cell of the student defines and that are more than a stub."""
    names: set[str] = set()
    for cell in cells:
        place = places.get(id(cell))
        owner = master.cells[place] if place is not None else None
        if owner is not None and owner.role in ("demo", "test", "locked"):
            continue
        stubs = [
            c for c in master.cells if c.role == "answer" and code.is_stub(cell.source, c.source)
        ]
        if not stubs:
            names |= code.defined_names(cell.source).keys()
    return names


def _extra_cells(cells: Sequence[StudentCell], places: dict[int, int], after: int) -> list[Item]:
    """Return the student's own cells that follow the cell matched to master cell ``after``."""
    extra: list[Item] = []
    here = -1
    for cell in cells:
        place = places.get(id(cell))
        if place is not None:
            here = place
        elif here == after and cell.source.strip():
            parts = [cell.source] if cell.kind == "code" else []
            extra.append(Item(None, cell.source, cell.kind, parts, False, dict(cell.attachments)))
    return extra


def _item(
    cell: MasterCell, theirs: list[StudentCell], elsewhere: set[str], repairs: list[Repair]
) -> Item:
    kind = str(cell.raw.get("cell_type", "code"))
    if cell.role == "answer" or (cell.role == "manual" and cell.is_code):
        return _answer(cell, theirs, elsewhere, repairs)
    if cell.role == "manual":
        return _written(cell, theirs, repairs)
    if cell.role == "plain" and theirs:
        source = theirs[-1].source
        return Item(cell, source, kind, [source])
    if cell.role in ("locked", "test"):
        _report_restored(cell, theirs, repairs)
    runs = cell.role in ("locked", "plain", "demo")
    return Item(cell, cell.source, kind, [cell.source] if runs else [])


def _kept(
    cell: MasterCell, theirs: list[StudentCell], master: Master, repairs: list[Repair]
) -> list[Item]:
    """Return what was added to a cell of the instructor and other cells may need."""
    if cell.role not in ("locked", "test", "demo") or not theirs or theirs[0].kind != "code":
        return []
    released = code.visible(cell.source)
    if theirs[0].source in (released, cell.source):
        return []
    parts = added(theirs[0].source, released, names_of(master))
    if not parts:
        return []
    repairs.append(Repair("what was added to the instructor's cell is kept", _where(cell)))
    return [Item(None, "\n".join(parts), "code", parts)]


def _report_restored(cell: MasterCell, theirs: list[StudentCell], repairs: list[Repair]) -> None:
    what = "test cell" if cell.role == "test" else "locked cell"
    if not theirs:
        repairs.append(Repair(f"the {what} was missing and was restored", _where(cell)))
        return
    if len(theirs) > 1:
        repairs.append(Repair(f"copies of the {what} were removed", _where(cell)))
    wanted = code.significant(code.visible(cell.source))
    given = code.significant(theirs[0].source)
    if given not in (wanted, code.significant(cell.source)):
        repairs.append(Repair(f"the {what} was changed and was restored", _where(cell)))
    elif theirs[0].grade_id != cell.grade_id:
        repairs.append(Repair(f"the metadata of the {what} was restored", _where(cell)))


def _answer(
    cell: MasterCell, theirs: list[StudentCell], elsewhere: set[str], repairs: list[Repair]
) -> Item:
    where = _where(cell)
    done = [other for other in theirs if not code.is_stub(other.source, cell.source)]
    if any(other.kind != "code" for other in done):
        repairs.append(Repair("the answer was not in a code cell any more", where))
    if theirs and all(other.grade_id != cell.grade_id for other in theirs):
        repairs.append(Repair("the metadata of the answer was restored", where))
    wanted = code.defined_names(cell.source).keys()
    if not done and wanted & elsewhere:
        repairs.append(Repair("the answer stands in another cell", where))
        return Item(cell, theirs[-1].source if theirs else "", "code")
    if not done:
        if not theirs:
            repairs.append(Repair("the answer cell is missing", where))
        source = theirs[-1].source if theirs else ""
        return Item(cell, source, "code", [source] if source else [], untouched=True)
    if len(theirs) > 1:
        text = "the answer cell was there more than once; the last answer counts"
        repairs.append(Repair(text, where))
    parts = _runnable([_FENCE.sub(r"\1", other.source.strip("\n")) for other in done])
    return Item(cell, "\n\n".join(parts), "code", parts)


def _runnable(parts: list[str]) -> list[str]:
    """Return the sources to run: halves of a split cell joined, broken duplicates left out."""
    good = [part for part in parts if code.stands_alone(part)]
    if len(good) == len(parts):
        return parts
    for joined in ("\n".join(parts), "".join(parts)):
        if code.parse(joined) is not None:
            return [joined]
    return good or parts[-1:]


def _written(cell: MasterCell, theirs: list[StudentCell], repairs: list[Repair]) -> Item:
    """Return a written answer: the last one that is not the placeholder."""
    kind = str(cell.raw.get("cell_type", "markdown"))
    done = [other for other in theirs if is_written(other.source, cell)]
    if not theirs:
        repairs.append(Repair("the cell of the written answer is missing", _where(cell)))
    if len(done) > 1:
        repairs.append(Repair("the written answer was there more than once", _where(cell)))
    chosen = (done or theirs or [StudentCell(kind, "")])[-1]
    return Item(cell, chosen.source, kind, [], not done, dict(chosen.attachments))
