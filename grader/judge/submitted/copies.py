"""Several copies of one notebook in a submission: what only one of them has is not lost."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from grader.judge.assignment import Master, MasterCell
from grader.judge.source import code
from grader.judge.submitted.matching import match_cells
from grader.judge.submitted.reading import StudentCell, Submitted
from grader.judge.submitted.salvage import MOST_CELLS
from grader.judge.submitted.stubs import done

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
        gained = _done(cells, cell) - _done(here, cell)
        if cell.role in ("answer", "manual") and gained:
            ids = [id(c) for c in submitted.cells]
            place = ids.index(id(here[0])) if here else len(ids)
            present = {id(c) for c in here}
            kept = here if _done(here, cell) else []  # a half of the answer
            rest = [c for c in submitted.cells[place:] if id(c) not in present]
            submitted.cells = [*submitted.cells[:place], *cells, *kept, *rest]
            name = cell.exercise or cell.grade_id or cell.key
            where = "another version in the file" if other.side else other.file
            submitted.repairs.append(f"the answer to {name} was taken from {where}")
            taken += cells
    matched = {id(cell) for cells in theirs.values() for cell in cells}
    submitted.cells = [*_helpers(submitted, other, matched, taken), *submitted.cells]


def _done(cells: Sequence[StudentCell], master: MasterCell) -> set[str]:
    """Return what of an answer there is: the names that it defines, or that there is any."""
    if not master.is_code:
        return {"text"} if any(is_written(cell.source, master) for cell in cells) else set()
    owned = dict.fromkeys(code.defined_names(master.source), master.source)
    names = {name for cell in cells for name in done(cell.code, owned)}
    written = any(not code.is_stub(cell.code, master.source) for cell in cells)
    return names | ({"code"} if written else set())


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
    return any(line and line not in given and not is_placeholder(line) for line in lines)


def is_placeholder(line: str) -> bool:
    """Whether a line is only the placeholder; some write their answer beside it."""
    rest, found = _PLACEHOLDER.subn(" ", line)
    return found > 0 and _ASKING.issuperset(re.findall(r"\w+", rest.lower()))
