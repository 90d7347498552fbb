"""The cells of one student, exercise by exercise, from the files that were handed in.

Nothing is run. A cell of the student's own belongs to the exercise above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.assistant.roster import original_id
from grader.base.names import printable
from grader.judge.assignment import Assignment, Master
from grader.judge.source import code
from grader.judge.submitted.choice import assign_files
from grader.judge.submitted.matching import match_cells
from grader.judge.submitted.reading import Submitted

Place = tuple[str, str]  # notebook, exercise
Cell = tuple[str, bool]  # its source, and whether it is code
_OWN_ROLES = ("answer", "manual", "plain")


@dataclass
class Work:
    """What one student, or several together, handed in.

    ``sources`` are the cells of each place; ``content`` stands for the bytes of the files, and
    ``origin`` is each with the archive that it came in.
    """

    students: list[str]
    group: str
    sources: dict[Place, list[Cell]] = field(default_factory=dict)
    content: int = 0
    origin: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Who it is, in words."""
        return ", ".join(printable(original_id(student)) for student in self.students)


def fill(work: Work, files: Mapping[str, bytes], assignment: Assignment) -> list[str]:
    """Put the cells of the files where they belong; return what could not be read."""
    notebooks = {name: data for name, data in files.items() if name.lower().endswith(".ipynb")}
    chosen, unused = assign_files(notebooks, assignment.masters)
    for master in assignment.masters:
        if master.name not in chosen:
            continue
        submitted = chosen[master.name]
        if submitted.reason:
            unused[submitted.file] = submitted.reason
        for exercise, cells in _own_cells(submitted, master).items():
            work.sources[master.name, exercise] = cells
    return [f"{work.name}: {file}: {reason}" for file, reason in sorted(unused.items())]


def owners(master: Master) -> list[str]:
    """Return for each cell of a master the exercise that a student's cell there belongs to."""
    found: list[str] = []
    current = next((c.exercise for c in master.cells if c.exercise), "")
    for cell in master.cells:
        current = cell.exercise or current
        found.append(current)
    return found


def _own_cells(submitted: Submitted, master: Master) -> dict[str, list[Cell]]:
    """Return the student's own cells by exercise, halves of a split cell put together."""
    whose = owners(master)
    matched = {id(c): i for i, cells in match_cells(submitted.cells, master).items() for c in cells}
    released = {code.visible(cell.source).strip() for cell in master.cells}
    current = next(iter(whose), "")
    found: dict[str, list[Cell]] = {}
    for cell in submitted.cells:
        at = matched.get(id(cell))
        if at is not None:
            current = whose[at]
        own = at is None or master.cells[at].role in _OWN_ROLES
        if own and cell.source.strip() and cell.source.strip() not in released:
            found.setdefault(current, []).append((cell.source, cell.kind == "code"))
    return {exercise: _joined(cells) for exercise, cells in found.items()}


def _joined(cells: list[Cell]) -> list[Cell]:
    """Put code cells together that are no Python by themselves, if that helps."""
    sources = [source for source, is_code in cells if is_code]
    if len(sources) > 1 and not all(code.stands_alone(source) for source in sources):
        whole = "\n".join(sources)
        if code.parse(whole) is not None:
            return [(whole, True), *(cell for cell in cells if not cell[1])]
    return cells
