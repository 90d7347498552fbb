"""``grader autograde``: grades what was handed in, many submissions at once.

Workers grade; this process alone writes, one submission after the other: first the notebook for
the formgrader, then the gradebook in one transaction, last the record. A run that is killed
between two of these steps does that submission again and ends with the same gradebook.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from grader.assistant.receipts import timestamp
from grader.base import notebooks
from grader.base.course import Course, did_you_mean
from grader.base.digest import digest, files_in
from grader.base.errors import GraderError
from grader.base.files import drafted
from grader.base.records import ExerciseResult, NotebookResult, SubmissionResult
from grader.gradebook import graded_students, opened, read, reading, register, save
from grader.gradebook.answers import answers
from grader.gradebook.connection import objects
from grader.gradebook.marks import marks
from grader.gradebook.store import Stored, load, marked_texts, store
from grader.masters.basis import Basis, bases
from grader.masters.exercise import nothing_graded
from grader.workers import pool

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


@dataclass(frozen=True)
class Progress:
    """How far the run is: ``student`` was done last; ``troubled`` have something not graded."""

    student: str
    done: int
    total: int
    troubled: int


Watch = Callable[[Progress], None]


def autograde(
    course: Course,
    assignment: str,
    *,
    student: str | None = None,
    force: bool = False,
    workers: pool.Workers | None = None,
    isolate: bool = True,
    watch: Watch = lambda progress: None,
) -> list[str]:
    """Grade the submissions of an assignment and return the students, in order.

    How each was graded is in the gradebook and in the records, and not in memory, which therefore
    does not grow with the class. A submission that was graded before, by this grader and with
    these masters, is not graded again unless ``force`` is set. Manual grades are kept in every
    case. Without ``isolate``, student code runs with all the rights of the caller, and every
    report says so.

    Parameters
    ----------
    workers : where to grade; by default on all processors of this machine.

    Raises
    ------
    GraderError : the assignment or the student is unknown, nothing was handed in, or another run
        is grading this course.
    """
    course.masters(assignment)
    students = chosen_students(course, assignment, student)
    with alone(course):
        register(course, assignment)
        digests = submission_digests(course, assignment, students, isolate)
        before = {} if force else unchanged(course, assignment, digests)
        done, troubled = len(before), sum(map(bool, before.values()))
        todo = {name: digests[name] for name in students if name not in before}
        if not todo:
            return students
        graded = grade_each(course, assignment, todo, workers=workers, isolate=isolate)
        Thread(target=objects).start()  # imported while the workers grade the first submission
        with closing(graded), ExitStack() as stack:
            gradebook = None
            for stored in graded:
                gradebook = gradebook or stack.enter_context(opened(course, assignment))
                keep(course, assignment, gradebook, stored)
                done, troubled = done + 1, troubled + bool(stored.not_graded)
                watch(Progress(stored.student, done, len(students), troubled))
    return students


def grade_each(
    course: Course,
    assignment: str,
    todo: Mapping[str, str],
    *,
    workers: pool.Workers | None = None,
    isolate: bool = True,
) -> Generator[Stored, None, None]:
    """Yield how each submission is graded, as they are done; nothing is written.

    Parameters
    ----------
    todo : the students, each with the digest of the submission.
    """
    # Here, since a run with nothing to grade does not need them.
    from grader.judge.assignment import compile_assignment
    from grader.judge.submitted.submission import read_submission
    from grader.workers.task import Task, grade

    masters, compiled = course.masters(assignment), compile_assignment(course.solutions(assignment))
    basis = bases(course.solutions(assignment))

    def task(name: str) -> Task:
        return Task(compiled, read_submission(course.submitted(assignment, name)), isolate)

    outcomes = pool.each(grade, todo, workers=workers or pool.here(), load=task)
    with closing(outcomes):
        for name, outcome in outcomes:
            yield _stored(name, todo[name], outcome, masters, basis)


@contextmanager
def alone(course: Course) -> Iterator[None]:
    """Keep a second run out of this course; the kernel lets go however this one ends."""
    course.work.mkdir(parents=True, exist_ok=True)
    with (course.work / "autograde.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise GraderError(
                f"Another `grader autograde` or `regrade` is at work in {course.root}",
                hint="Wait for it, or stop it.",
            ) from None
        yield


def submission_digests(
    course: Course, assignment: str, students: list[str], isolate: bool
) -> dict[str, str]:
    """Return for each student what stands for everything that the result depends on.

    Before the dot it stands for what was handed in, after it for the masters and the grader.
    """
    root = Path(__file__).resolve().parents[2]
    engine = ("grader/judge", "grader/sandbox", "course_lib")
    sources = [path for part in engine for path in sorted((root / part).rglob("*.py"))]
    version = digest([*course.week(assignment).given, *sources], f"{isolate}")
    return {
        name: f"{digest(files_in(course.submitted(assignment, name)))}.{version}"
        for name in students
    }


def unchanged(
    course: Course, assignment: str, digests: Mapping[str, str]
) -> dict[str, list[ExerciseResult]]:
    """Return whom a new grading would only repeat, each with what was not graded there."""
    with reading(course, assignment) as gradebook:
        graded = graded_students(gradebook, assignment)
    found = {}
    for name in graded & digests.keys():
        before = load(course, assignment, name)
        complete = course.autograded(assignment, name).is_dir()
        if complete and before is not None and before.digest == digests[name]:
            found[name] = before.not_graded
    return found


def _stored(
    student: str,
    digest_now: str,
    outcome: SubmissionResult | Exception,
    masters: list[Path],
    basis: Mapping[str, Basis],
) -> Stored:
    """Return what is kept of a grading; a fault of the grader is tried again the next time."""
    if isinstance(outcome, GraderError):
        raise outcome  # nothing can be graded here, for example without a sandbox
    if isinstance(outcome, Exception):
        again = f"{digest_now.partition('.')[0]}."
        nothing = nothing_graded(masters, f"the grader failed: {outcome}")
        return Stored(student, again, nothing, basis)
    return Stored(student, digest_now, outcome, basis, answers(outcome))


def chosen_students(course: Course, assignment: str, student: str | None) -> list[str]:
    """Return everyone who handed in, or the one student asked for.

    Raises
    ------
    GraderError : there is no such submission.
    """
    students = course.students(assignment)
    if not students:
        raise GraderError(
            f"Nothing was handed in for {assignment}",
            hint=f"Run `grader collect {assignment} ARCHIVE` first, with the zip of your LMS.",
        )
    if student is None:
        return students
    if student not in students:
        hint = did_you_mean(student, students, "") if len(students) < 20 else ""
        raise GraderError(f"{student!r} handed in nothing for {assignment}", hint=hint)
    return [student]


def keep(course: Course, assignment: str, gradebook: Gradebook, stored: Stored) -> None:
    """Write the notebooks, the grades and the record of one submission, in this order."""
    _write_notebooks(course, assignment, stored)
    before = load(course, assignment, stored.student)
    given = read(gradebook.db.connection(), assignment, stored.student)
    marked = marked_texts(before, stored, given)
    save(
        gradebook,
        assignment,
        stored.student,
        marks(stored.result),
        submitted_at=timestamp(course, assignment, stored.student),
        changed={(one.notebook, one.cell) for one in stored.exercises if one.exercise in marked},
    )
    store(course, assignment, replace(stored, marked=marked))


def _write_notebooks(course: Course, assignment: str, stored: Stored) -> None:
    """Replace the folder with the notebooks as they were graded; it is whole or not there."""
    with drafted(course.autograded(assignment, stored.student)) as folder:
        folder.mkdir()
        for notebook in stored.result.notebooks:
            name = f"{notebook.notebook}.ipynb"
            content = notebook.autograded or _stand_in(course.release(assignment) / name, notebook)
            if content is not None:
                notebooks.write_compact(content, folder / name)


def _stand_in(released: Path, notebook: NotebookResult) -> Any:
    """Return an empty notebook that says why there is none, where a person can enter points."""
    if not released.is_file():
        return None
    reasons = dict.fromkeys(item.reason_not_graded for item in notebook.exercises)
    content = notebooks.read(released)
    # An indented block is shown as it is, whatever the student called the file.
    lines = "\n".join(f"    {line}" for reason in reasons for line in reason.splitlines())
    note = {"cell_type": "markdown", "id": "not-graded", "metadata": {}}
    content.cells.insert(0, {**note, "source": f"**Not graded.**\n\n{lines}"})
    return content
