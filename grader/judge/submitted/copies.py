"""Several copies of one notebook in a submission: what only one of them has is not lost."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from grader.judge.assignment import Master, MasterCell
from grader.judge.source import code
from grader.judge.submitted.matching import match_cells
from grader.judge.submitted.reading import MOST_CELLS, StudentCell, Submitted

_PLACEHOLDER = re.compile(r"your answer here", re.I)
_ASKING = frozenset({"enter", "please", "put", "type", "write"})


def fill(submitted: Submitted, other: Submitted, master: Master) -> None:
    """Put answers that only the other copy has into the places that are empty here.

    Each is noted among the repairs.
    """
    ours, theirs = match_cells(submitted.cells, master), match_cells(other.cells, master)
    taken: list[StudentCell] = []
    for i, cells in theirs.items():
        cell, here = master.cells[i], ours.get(i, [])
        if cell.role in ("answer", "manual") and _done(cells, cell) and not _done(here, cell):
            ids = [id(c) for c in submitted.cells]
            place = ids.index(id(here[0])) if here else len(ids)
            present = {id(c) for c in here}
            rest = [c for c in submitted.cells[place:] if id(c) not in present]
            submitted.cells = [*submitted.cells[:place], *cells, *rest]
            name = cell.exercise or cell.grade_id or cell.key
            submitted.repairs.append(f"the answer to {name} was taken from {other.file}")
            taken += cells
    matched = {id(cell) for cells in theirs.values() for cell in cells}
    submitted.cells = [*_helpers(submitted, other, matched, taken), *submitted.cells]


def _done(cells: Sequence[StudentCell], master: MasterCell) -> bool:
    if master.is_code:
        return any(not code.is_stub(cell.source, master.source) for cell in cells)
    return any(is_written(cell.source, master) for cell in cells)


def _helpers(
    submitted: Submitted,
    other: Submitted,
    matched: Container[int],
    taken: Sequence[StudentCell],
) -> list[StudentCell]:
    """Return the other copy's own cells that define what the answers taken from it use."""
    known = {name for cell in submitted.cells for name in code.defined_names(cell.source)}
    used = {word for cell in taken for word in re.findall(r"\w+", cell.source)} - known
    own = [cell for cell in other.cells if cell.kind == "code" and id(cell) not in matched]
    helpers = [cell for cell in own if used & code.defined_names(cell.source).keys()]
    return helpers[: max(0, MOST_CELLS - len(submitted.cells))]


def is_written(source: str, cell: MasterCell) -> bool:
    """Whether there is more than the question and the placeholder of the release.

    Where the master marks no region as the solution, all of it is the model answer and nothing of
    it was released.  Someone who writes the same has written something.
    """
    question = code.visible(cell.source)
    about = cell.raw.get("metadata", {}).get("nbgrader", {})
    if about.get("solution") and question == cell.source.rstrip("\n"):
        question = ""
    given = {line.strip() for line in question.splitlines()}
    lines = (line.strip() for line in source.splitlines())
    return any(line and line not in given and not _is_placeholder(line) for line in lines)


def _is_placeholder(line: str) -> bool:
    """Whether a line is only the placeholder; some write their answer beside it."""
    rest, found = _PLACEHOLDER.subn(" ", line)
    return found > 0 and _ASKING.issuperset(re.findall(r"\w+", rest.lower()))
