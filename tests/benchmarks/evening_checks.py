"""The steps of the assistant's evening, in the order of the README, and what must hold after each.

What is expected comes from the class as it was made: which answers each student gave and what
those deserve. Files for the LMS are read back with a reader that knows nothing of Python's csv.
"""

from __future__ import annotations

import json
import re
import time
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from evening_archives import Archive
from evening_class import Scores, Student
from evening_marks import mark_in_browser, mark_in_gradebook
from evening_moodle import check_pages, check_worksheet
from evening_reading import block, expect, same, shown
from evening_tables import read_table

from grader.assistant.roster import safe_id
from grader.base import notebooks
from grader.base.course import Course
from grader.masters.exercise import Exercise, exercises

MARK = 1.5
DAYS_LATE, PER_DAY = 3, 2.0


@dataclass
class Evening:
    """One class in one layout.

    ``run`` runs a command of the grader and returns its output; ``note`` remembers one that was
    run in another way: its words, its seconds and its last line.
    """

    course: Course
    assignment: str
    layout: str
    students: list[Student]
    archive: Archive
    run: Callable[..., str]
    note: Callable[[str, float, str], None]
    browser: bool
    marked: dict[str, Scores] = field(default_factory=dict)

    def go(self) -> None:
        """Do all steps."""
        self.collect()
        self.autograde()
        self.formgrader()
        self.feedback()
        self.export()
        self.regrade()
        self.report()
        self.similarity()

    @property
    def asked(self) -> list[Exercise]:
        """The exercises, in order."""
        return exercises(self.course.masters(self.assignment))

    @property
    def here(self) -> list[Student]:
        """Those of whom something was collected."""
        return [student for student in self.students if not student.absent]

    def of(self, oddity: str) -> Student:
        """The first student with this oddity."""
        return next(student for student in self.students if student.oddity == oddity)

    def expected(self, student: Student) -> Scores:
        """What the gradebook must say: what the answers deserve, and what a person gave."""
        return {**student.deserves, **self.marked.get(student.id, {})}

    def collect(self) -> None:
        """Everyone is collected or named as missing; what is hostile has a line each."""
        words = ["collect", self.assignment, str(self.archive.path)]
        roster = self.archive.path.parent / "roster.csv"
        groups = ["--groups"] if self.layout == "canvas" else []  # the others name the group
        said = self.run(*words, "--roster", str(roster), *groups)
        for name, reason in self.archive.refused:
            found = any(name in line and reason in line for line in said.splitlines())
            expect(found, f"a line for {name}: {reason}, in\n{said}")
        missing = [line.split()[0] for line in block(said, "Nothing handed in")]
        absent = [student.id for student in self.students if student.absent]
        expect(missing == absent, f"missing are {absent}, not {missing}, in\n{said}")
        placed = self.course.students(self.assignment)
        expect(placed == sorted(safe_id(s.id) for s in self.here), f"collected were {placed}")
        expect(len(placed) + len(missing) == len(self.students), "handed in + missing = roster")
        unplaced = block(said, "Could not be placed")
        for word in self.archive.unplaced:
            expect(any(word in line for line in unplaced), f"{word} among {unplaced}")
        late = re.findall(r"Marked late by the LMS \(\d+\): (.*)", said)[0].split(", ")
        expect(late == [s.id for s in self.here if s.late], f"late were {late}")
        again = self.run(*words, *groups)
        expect("0 with something new" in again, f"nothing new the second time:\n{again}")

    def autograde(self) -> None:
        """Everyone is graded; a second run has nothing to do."""
        for _ in range(2):
            said = self.run("autograde", self.assignment)
            expect(f"{len(self.here)} submission(s)" in said, said[-300:])

    def formgrader(self) -> None:
        """A written answer of a student who is late is marked, in a browser if there is one."""
        student = self.of("late")
        written = next((item for item in self.asked if item.written), None)
        expect(written is not None, "the assignment has a written answer")
        assert written is not None
        mark = mark_in_browser if self.browser else mark_in_gradebook
        started = time.monotonic()
        mark(self.course, self.assignment, safe_id(student.id), written, MARK)
        line = f"{written.name} of {student.id}: {MARK:g} of {written.points:g} points"
        self.note(f"formgrader {self.assignment}", time.monotonic() - started, line)
        self.marked[student.id] = {written.name: MARK}

    def feedback(self) -> None:
        """There is a page for everyone, and the zip for the LMS has them all, a group's once."""
        self.run("feedback", self.assignment)
        check_pages(self)
        with zipfile.ZipFile(self.course.work / f"{self.assignment}-feedback.zip") as archive:
            returned = {archive.read(name) for name in archive.namelist()}
        for student in self.here:
            page = self.course.feedback(self.assignment, safe_id(student.id))
            expect(page.is_file(), f"a page for {student.id}")
            inside = page.read_bytes() in returned
            expect(inside or bool(student.group), f"the page of {student.id} in the zip")

    def export(self) -> None:
        """Each format has every student, with the points expected and the name as it is."""
        late = self.of("late")
        self._late_rule(late)
        self.check_csv(self._exported("csv"))
        text = self._exported("json")
        scores = {item["student"]: item["scores"] for item in json.loads(text)["students"]}
        for student in self.here:
            expect(scores[student.id] == self.expected(student), f"{student.id} in the JSON")
        self._check_canvas(self._exported("canvas", "--partial"))
        self._check_moodle(self._exported("moodle", "--partial"))
        check_worksheet(self)

    def _exported(self, form: str, *options: str) -> str:
        to = self.archive.path.parent / f"grades.{form}"
        self.run("export", self.assignment, "--format", form, "--to", str(to), *options)
        return to.read_bytes().decode("utf-8-sig")

    def _late_rule(self, student: Student) -> None:
        """Enter a deadline, and for one student when the notebook came."""
        self.course.week(self.assignment).toml.write_text(
            f"[late]\ndue = 2026-11-20T23:59:00\npoints_per_day = {PER_DAY}\n"
            f'timezone = "UTC"\nhanded_in = {{ "{student.id}" = 2026-11-23T12:00:00 }}\n',
            encoding="utf-8",
        )

    def final(self, student: Student) -> float | None:
        """The points that leave the course; one student is late by a known number of days."""
        scores = [score for score in self.expected(student).values() if score is not None]
        if not scores:
            return None
        penalty = DAYS_LATE * PER_DAY if student is self.of("late") else 0.0
        return max(0.0, round(sum(scores) - penalty, 6))

    def check_csv(self, text: str) -> None:
        """Compare every cell with a score, and the names, with what is expected."""
        rows = {shown(row["student"]): row for row in read_table(text)}
        expect(len(rows) == len(self.students), f"{len(rows)} rows in the table")
        for student in self.students:
            row = rows[student.id]
            expect(shown(row["name"]) == student.name, f"the name {row['name']}")
            if student.absent:
                expect(row["points"] == "", f"{student.id} is absent and has no points")
                continue
            for name, score in self.expected(student).items():
                got = row[name]
                expect(same(got, score), f"{student.id}, {name}: {score} expected, got {got!r}")
            expect(same(row["final_points"], self.final(student)), f"{student.id}: {row}")

    def _check_canvas(self, text: str) -> None:
        rows = {shown(row["SIS User ID"]): row for row in read_table(text)}
        for student in self._graded_in(rows):
            row, points = rows[student.id], self.final(student)
            expect(shown(row["Student"]) == student.name, f"the name {row['Student']}")
            expect(same(row[self.assignment], points), f"{student.id} in {row}")
            if self.layout == "canvas" and not student.anonymous:
                expect(row["ID"] == student.lms, f"Canvas's number in {row}")

    def _graded_in(self, rows: Collection[str]) -> list[Student]:
        """Everyone with a grade; nobody else has a row, because an empty grade erases one."""
        graded = [s for s in self.students if not s.absent and self.final(s) is not None]
        more = set(rows) - {student.id for student in graded} - {""}
        expect(not more, f"no row for who has no grade, not {more}")
        return graded

    def _check_moodle(self, text: str) -> None:
        rows = {shown(row["ID number"]): row for row in read_table(text)}
        for student in self._graded_in(rows):
            row, points = rows[student.id], self.final(student)
            expect(shown(row["Full name"]) == student.name, f"the name {row['Full name']}")
            expect(same(row["Grade"], points), f"{student.id} in {row}")

    def regrade(self) -> None:
        """A test is mended: nothing is written until confirmed, and marks of a person stay."""
        before = _points(self._exported("csv"))
        name, points = self._mend_a_test()
        said = self.run("regrade", self.assignment)
        expect(name in said, f"{name} in\n{said}")
        now = _points(self._exported("csv"))
        expect(now == before, "nothing is written before somebody confirms")
        self.run("regrade", self.assignment, "--yes")
        for student in self.students:
            old = student.deserves[name]
            student.deserves[name] = (old + points) / 2 if old else old
        self.check_csv(self._exported("csv"))

    def report(self) -> None:
        """The page is there, and needs nothing from the network."""
        self.run("report", self.assignment)
        page = self.course.work / "reports" / f"{self.assignment}.html"
        text = page.read_text(encoding="utf-8")
        expect("<script" not in text and 'src="http' not in text, "a page that stands alone")

    def similarity(self) -> None:
        """The page is there; in a week of real exercises the copier stands beside the source."""
        said = self.run("similarity", self.assignment)
        expect("submissions" in said and "similarity.html" in said, f"a page in\n{said}")
        if len(self.asked) < 10:
            return  # a few short answers tell nobody apart
        copied = self.of("copied")
        source = self.students[self.students.index(copied) - 7]
        pair = (copied.id, source.id)
        found = any(all(name in line for name in pair) for line in said.splitlines())
        expect(found, f"{pair} in\n{said}")

    def _mend_a_test(self) -> tuple[str, float]:
        """Give back half of the lost points to whoever has some; return the exercise."""
        item = next(item for item in self.asked if not item.written)
        path = self.course.solutions(self.assignment) / f"{item.notebook}.ipynb"
        master = notebooks.read(path)
        cell = next(
            c for c in master.cells if c.metadata.get("nbgrader", {}).get("grade_id") == item.cell
        )
        mended = f"(report.score() + {item.points}) / 2 if report.score() else 0"
        expect(cell.source.endswith("report.score()"), "the test ends with its score")
        cell.source = cell.source.removesuffix("report.score()") + mended
        notebooks.write(master, path)
        return item.name, item.points


def _points(text: str) -> list[tuple[str, str]]:
    """Return everybody's points in an exported table, whatever it says of them beside."""
    return [(row["student"], row["points"]) for row in read_table(text)]
