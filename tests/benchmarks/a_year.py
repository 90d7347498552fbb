"""Plays a year: four assignments in one gradebook, with all that happens to grades in between.

    .venv/bin/python -m tests.benchmarks.a_year [STUDENTS]

Students come, go and change the group; they hand in again; tests are mended; marks are given before
and after. After each step the sums and the words of all outputs are compared with a model that is
kept here by plain arithmetic: on SQLite, and on PostgreSQL where it is installed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat

from grader.assistant import roster
from grader.assistant.autograde import autograde
from grader.assistant.regrade import regrading
from grader.base.course import Course
from grader.gradebook import opened
from tests.benchmarks import postgres_server
from tests.benchmarks.a_year_outputs import compare
from tests.grader.conftest import tiny_master

ASSIGNMENTS = ("week1", "week2", "week3", "week4")
DOUBLE = ("def double(x):\n    return 2 * x", "def double(x):\n    return abs(2 * x)")
SQUARE = ("def square(x):\n    return x * x", "def square(x):\n    return 3 * x")


@dataclass
class Grades:
    """What one student must have in one assignment.

    ``double`` has 4 points, ``square`` 2, the essay 3; ``essay`` is None while nobody marked it,
    and ``look`` says that the mark was given to another text. ``stale`` is for other masters.
    """

    double: float
    square: float
    essay: float | None = None
    look: bool = False
    stale: bool = False

    @property
    def points(self) -> float:
        """The sum of what holds."""
        return self.double + self.square + (0.0 if self.look else self.essay or 0.0)

    @property
    def status(self) -> str:
        """The words of the row."""
        words = ["waiting for a person"] if self.essay is None else []
        words += ["graded with other masters"] if self.stale else []
        words += ["waiting for a second look"] if self.look else []
        return ", ".join(words) or "complete"


class Year:
    """The course and the model of it."""

    def __init__(self, course: Course, students: int, say: Callable[[str], None]) -> None:
        self.course, self.say = course, say
        self.class_ = list(range(students))
        self.joined = 0
        self.model: dict[str, dict[str, Grades]] = {name: {} for name in ASSIGNMENTS}
        for name in ASSIGNMENTS:
            course.solutions(name).mkdir(parents=True)
            nbformat.write(tiny_master(), course.solutions(name) / "01_tiny.ipynb")
        self.start = time.monotonic()

    def check(self, assignment: str, step: str) -> None:
        """Compare all outputs with the model; at an assignment's end, also of those before."""
        before = ASSIGNMENTS[: ASSIGNMENTS.index(assignment)] if step == "all marked" else ()
        for name in (*before, assignment):
            left = {who for who in self.model[name] if int(who[1:]) not in self.class_}
            compare(self.course, name, self.model[name], left)
        self.say(f"{time.monotonic() - self.start:6.1f} s  {assignment}: {step}")

    def enrol(self, at: int) -> None:
        """Take the roster of a month: from the second on some join, one leaves, groups change."""
        if at:
            first = max(self.class_) + 1
            self.class_ = self.class_[1:] + [first + i for i in range(1 + len(self.class_) // 20)]
        file = self.course.work / "new.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        rows = (f"s{i:03},Student {i:03},s{i:03}@example.org,{'AB'[(i + at) % 2]}"
                for i in self.class_)  # fmt: skip
        file.write_text("\n".join(("student,name,email,group", *rows)), encoding="utf-8")
        roster.remember(self.course, file)

    def hand_in(self, assignment: str, i: int, essay: str) -> None:
        """Write the notebook of a student; every third loses a sign, every second squares badly."""
        notebook = nbformat.read(self.course.masters(assignment)[0], as_version=4)
        cells = {cell.id: cell for cell in notebook.cells}
        cells["double"].source, cells["square"].source = DOUBLE[i % 3 == 0], SQUARE[i % 2]
        cells["essay"].source = essay
        folder = self.course.submitted(assignment, f"s{i:03}")
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, folder / "01_tiny.ipynb")

    def mark(self, assignment: str, points: dict[str, float]) -> None:
        """Enter points for essays, as the formgrader does."""
        with opened(self.course, assignment) as gradebook:
            for who, score in points.items():
                grade = gradebook.find_grade("essay", "01_tiny", assignment, who)
                grade.manual_score, grade.needs_manual_grade = score, False
                self.model[assignment][who].essay = score
                self.model[assignment][who].look = False
            gradebook.db.commit()

    def mend(self, assignment: str) -> None:
        """Forgive the lost sign: first only in the master, then by regrading."""
        path = self.course.masters(assignment)[0]
        path.write_text(path.read_text("utf-8").replace("double(-5.0), -10.0", "double(5.0), 10.0"),
                        encoding="utf-8")  # fmt: skip
        grades = self.model[assignment].values()
        for one in grades:
            one.stale = True
        self.check(assignment, "a test was mended, and nobody has regraded")
        with regrading(self.course, assignment) as run:
            run.grade()
            run.write()
        for one in grades:
            one.double, one.stale = 4.0, False
        self.check(assignment, "regraded")

    def play(self, at: int) -> None:
        """Play one assignment: hand in, grade, mark half, hand in again, mend, mark the rest."""
        name, model = ASSIGNMENTS[at], self.model[ASSIGNMENTS[at]]
        self.enrol(at)
        active = [i for i in self.class_ if i % 10 != 9]
        for i in active:
            self.hand_in(name, i, f"Student {i} says:\nit is linear.")
            model[f"s{i:03}"] = Grades(1.0 if i % 3 == 0 else 4.0, 2.0 - i % 2)
        autograde(self.course, name)
        self.check(name, "graded")
        self.mark(name, {f"s{i:03}": float(i % 4) for i in active if i % 4 < 2})
        self.check(name, "half of the essays marked")
        for i in active:
            if i % 6 < 2:  # another text, and the same with other white space
                same = f"Student {i} says: it is\nlinear."
                self.hand_in(name, i, "I do not know." if i % 6 else same)
                one = model[f"s{i:03}"]
                one.look = i % 6 == 1 and one.essay is not None
        autograde(self.course, name)
        self.check(name, "handed in again")
        if at in (1, 2):
            self.mend(name)
        self.mark(name, {who: 3.0 - int(who[1:]) % 4 for who, one in model.items()
                         if one.essay is None or one.look})  # fmt: skip
        self.check(name, "all marked")
        assert {one.status for one in model.values()} == {"complete"}


def year(course: Course, students: int, say: Callable[[str], None] = lambda text: None) -> Year:
    """Play all of it.

    Raises
    ------
    AssertionError : an output says another thing than the model.
    """
    found = Year(course, students, say)
    for at in range(len(ASSIGNMENTS)):
        found.play(at)
    return found


def main() -> None:
    """Play the year on both databases."""
    students = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    with tempfile.TemporaryDirectory() as folder:
        print(f"SQLite, {students} students")
        year(Course(Path(folder)), students, print)
    installed = postgres_server.programs()
    if installed is None:
        print("PostgreSQL is not installed")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres_server.server(installed) as address,
        postgres_server.database(address) as db,
    ):
        print(f"PostgreSQL, {students} students")
        year(Course(Path(folder), db), students, print)


if __name__ == "__main__":
    main()
