"""What each student wrote, exercise by exercise, read from the files that were handed in.

Nothing is run, and nothing has to be graded before. A cell of the student's own belongs to the
exercise above it. What the release has is not counted as the student's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.assistant.receipts import BY_HAND, Receipt
from grader.assistant.receipts import load as load_receipt
from grader.assistant.roster import load as load_roster
from grader.assistant.roster import original_id
from grader.assistant.similarity.given import Reader
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.judge.assignment import Assignment, Master, compile_assignment
from grader.judge.source import code
from grader.judge.submitted.matching import assign_files, match_cells
from grader.judge.submitted.reading import Submitted
from grader.judge.submitted.submission import read_submission

Watch = Callable[[int, int], None]
Place = tuple[str, str]  # notebook, exercise
_OWN_ROLES = ("answer", "manual", "plain")


@dataclass
class Work:
    """What one student, or several together, handed in.

    ``sources`` are the cells of each place, each with whether it is code; ``content`` stands for
    the bytes of the files, and ``origin`` is each with the archive that it came in.
    """

    students: list[str]
    group: str
    sources: dict[Place, list[tuple[str, bool]]] = field(default_factory=dict)
    content: int = 0
    origin: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Who it is, in words; what would steer a terminal is left out."""
        names = ", ".join(original_id(student) for student in self.students)
        return "".join(sign if sign.isprintable() else "\ufffd" for sign in names)


@dataclass
class ClassWork:
    """The work of a class; ``places`` in the masters' order; ``unread`` says what is left out."""

    works: list[Work]
    places: list[Place]
    unread: list[str]
    reader: Reader


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
    reader = Reader(course, compiled)
    groups = {person.folder: person.group.strip() for person in load_roster(course)}
    works: list[Work] = []
    unread: list[str] = []
    for number, student in enumerate(students, 1):
        files = read_submission(course.submitted(assignment, student))
        work = Work([student], groups.get(student, ""), content=hash(tuple(files.items())))
        receipt = load_receipt(course, assignment, student)
        work.origin = _origin(receipt)
        unread += _fill(work, files, compiled)
        works.append(work)
        watch(number, len(students))
    places = [(m.name, p) for m in compiled.masters for p in dict.fromkeys(_owners(m)) if p]
    return ClassWork(_together(works), places, unread, reader)


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


def _origin(receipt: Receipt) -> tuple[tuple[str, str], ...]:
    """Return archive and name of each graded file; nothing if a person put one there."""
    files = [(version, file) for version in receipt.versions for file in version.files]
    graded = set(receipt.graded)
    found = [(v.source, f.name) for v, f in files if f"{v.folder}/{f.path}" in graded]
    return () if any(source == BY_HAND for source, _ in found) else tuple(sorted(found))


def _together(works: list[Work]) -> list[Work]:
    """Make one of those to whom one upload was given as their common work.

    A group in the roster is none: it may be that of a tutorial.
    """
    kept: dict[tuple[object, ...], Work] = {}
    for work in works:
        key = (work.origin, work.content) if work.origin else (work.students[0],)
        if key in kept:
            kept[key].students += work.students
        else:
            kept[key] = work
    return list(kept.values())
