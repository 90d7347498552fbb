"""What each student wrote, exercise by exercise, read from the files that were handed in.

Nothing is run, and nothing has to be graded before. A cell of the student's own belongs to the
exercise above it. What the release has is not counted as the student's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from grader.assistant.receipts import graded_files
from grader.assistant.receipts import load as load_receipt
from grader.assistant.roster import load as load_roster
from grader.assistant.roster import original_id
from grader.assistant.similarity.fragments import Fragment, Known, code_fragments, text_fragments
from grader.assistant.similarity.wording import wording
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.helper import BeyondBoundsError, ask
from grader.base.names import printable
from grader.judge.assignment import Assignment, Master, compile_assignment
from grader.judge.source import code
from grader.judge.submitted.choice import assign_files
from grader.judge.submitted.matching import match_cells
from grader.judge.submitted.reading import Submitted
from grader.judge.submitted.submission import read_submission

Watch = Callable[[int, int], None]
Place = tuple[str, str]  # notebook, exercise
_SECONDS = 10  # of CPU for one student
_OWN_ROLES = ("answer", "manual", "plain")


@dataclass
class Work:
    """What one student, or a group together, handed in.

    ``sources`` are the cells of each place, each with whether it is code; ``pieces`` and ``words``
    are what the fragments and the wording of them are, as numbers.
    """

    students: list[str]
    group: str
    sources: dict[Place, list[tuple[str, bool]]] = field(default_factory=dict)
    pieces: dict[Place, frozenset[int]] = field(default_factory=dict)
    words: dict[Place, frozenset[int]] = field(default_factory=dict)
    content: int = 0
    origin: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Who it is, in words."""
        return ", ".join(printable(original_id(student)) for student in self.students)


@dataclass
class ClassWork:
    """The work of a class; ``places`` in the masters' order; ``unread`` says what is left out."""

    works: list[Work]
    places: list[Place]
    unread: list[str]
    assignment: Assignment

    def fragments(self, source: str, is_code: bool) -> tuple[Fragment, ...]:
        """Return the fragments of a cell that was read before."""
        try:
            found: tuple[Fragment, ...] = _ask(self.assignment, "fragments", source, is_code)
            return found
        except BeyondBoundsError:  # of a pair at the top; then none of its lines is marked
            return ()


class Reader:
    """Turns cells into fragments and wording, without those of the release.

    Students' cells are read in a helper; the numbers of two helpers are the same.
    """

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        cells = [cell for master in assignment.masters for cell in master.cells]
        given: dict[bool, list[str]] = {True: [], False: []}
        for cell in cells:
            given[cell.is_code].append(_released(cell.source, cell.role == "manual"))
        self._known = Known.of(given[True])
        self._released = {
            item.key for source in given[True] for item in code_fragments(source, self._known)
        } | {item.key for source in given[False] for item in text_fragments(source)}
        self._said = frozenset(key for source in given[True] for key in wording(source))
        self.fragments = lru_cache(maxsize=4096)(self._fragments)
        self.wording = lru_cache(maxsize=4096)(self._wording)

    def __call__(self, what: str, *question: Any) -> object:
        """Answer, in a helper: what a student wrote, or the fragments of a cell."""
        return self.fragments(*question) if what == "fragments" else self._read(*question)

    def _read(self, work: Work, files: Mapping[str, bytes]) -> tuple[Work, list[str]]:
        """Put the cells of the files where they belong; return also what could not be read."""
        unread = _fill(work, files, self._assignment)
        for place, cells in work.sources.items():
            found = [item.key for cell in cells for item in self.fragments(*cell)]
            work.pieces[place] = frozenset(found)
            work.words[place] = frozenset[int]().union(*(self.wording(*cell) for cell in cells))
        return work, unread

    def _fragments(self, source: str, is_code: bool) -> tuple[Fragment, ...]:
        found = code_fragments(source, self._known) if is_code else text_fragments(source)
        return tuple(item for item in found if item.key not in self._released)

    def _wording(self, source: str, is_code: bool) -> frozenset[int]:
        """Return how code is worded; a text's fragments are its wording already."""
        return wording(source) - self._said if is_code else frozenset()


def _released(source: str, is_written: bool) -> str:
    """Return what students see of a cell; of a written answer, which is all solution, nothing."""
    text = code.visible(source)
    return "" if is_written and text == source.rstrip("\n") else text


def read_class(course: Course, assignment: str, watch: Watch) -> ClassWork:
    """Read what the class handed in.

    Raises
    ------
    GraderError : the assignment is unknown, or fewer than two handed something in.
    """
    course.masters(assignment)
    students = course.students(assignment)
    if len(students) < 2:
        raise GraderError(
            f"{'Only one student' if students else 'Nobody'} handed in {assignment}: there is "
            "nothing to compare",
            hint=f"Run `grader collect {assignment} ARCHIVE` first, with the zip of your LMS.",
        )
    compiled = compile_assignment(course.solutions(assignment))
    groups = {person.folder: person.group.strip() for person in load_roster(course)}
    works: list[Work] = []
    unread: list[str] = []
    for number, student in enumerate(students, 1):
        files = read_submission(course.submitted(assignment, student))
        work = Work([student], groups.get(student, ""), content=hash(tuple(files.items())))
        receipt = load_receipt(course, assignment, student)
        work.origin = tuple(sorted(file.name for file in graded_files(receipt)))
        try:
            work, more = _ask(compiled, "read", work, files)
            unread += more
        except BeyondBoundsError as error:
            unread.append(f"{work.name}: reading these files {error}")
        works.append(work)
        watch(number, len(students))
    places = [(m.name, p) for m in compiled.masters for p in dict.fromkeys(_owners(m)) if p]
    return ClassWork(_together(works), places, unread, compiled)


def _ask(assignment: Assignment, *question: object) -> Any:
    key = tuple(master.digest for master in assignment.masters)
    return ask(f"{__name__}:Reader", key, assignment, _SECONDS, *question)


def _fill(work: Work, files: Mapping[str, bytes], assignment: Assignment) -> list[str]:
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


def _owners(master: Master) -> list[str]:
    """Return for each cell of a master the exercise that a student's cell there belongs to."""
    owners: list[str] = []
    current = next((c.exercise for c in master.cells if c.exercise), "")
    for cell in master.cells:
        current = cell.exercise or current
        owners.append(current)
    return owners


def _own_cells(submitted: Submitted, master: Master) -> dict[str, list[tuple[str, bool]]]:
    """Return the student's own cells by exercise, halves of a split cell put together."""
    owners = _owners(master)
    matched = {id(c): i for i, cells in match_cells(submitted.cells, master).items() for c in cells}
    released = {code.visible(cell.source).strip() for cell in master.cells}
    current = next(iter(owners), "")
    found: dict[str, list[tuple[str, bool]]] = {}
    for cell in submitted.cells:
        at = matched.get(id(cell))
        if at is not None:
            current = owners[at]
        own = at is None or master.cells[at].role in _OWN_ROLES
        if own and cell.source.strip() and cell.source.strip() not in released:
            found.setdefault(current, []).append((cell.source, cell.kind == "code"))
    return {exercise: _joined(cells) for exercise, cells in found.items()}


def _joined(cells: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Put code cells together that are no Python by themselves, if that helps."""
    sources = [source for source, is_code in cells if is_code]
    if len(sources) > 1 and not all(code.stands_alone(source) for source in sources):
        whole = "\n".join(sources)
        if code.parse(whole) is not None:
            return [(whole, True), *(cell for cell in cells if not cell[1])]
    return cells


def _together(works: list[Work]) -> list[Work]:
    """Make one of what a group handed in together: the same files from one upload or one group."""
    kept: dict[tuple[object, ...], Work] = {}
    for work in works:
        group = work.group.casefold()
        shared = group if group.strip("-– ") else work.origin
        key = (shared, work.content) if shared else (work.students[0],)
        if key in kept:
            kept[key].students += work.students
        else:
            kept[key] = work
    return list(kept.values())
