"""A class of one student whose grades somebody changes, and the seven outputs as words.

ada has 4 of 4 for ``double`` and 2 of 2 for ``square`` by the tests, and 2 of 3 for the essay by a
person: 8 of 9. She is two days late and loses a point a day.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell
from rich.console import Console
from traitlets.config.loader import PyFileConfigLoader

from grader.assistant import roster
from grader.assistant.autograde import autograde
from grader.assistant.export import export
from grader.assistant.feedback import feedback
from grader.assistant.formgrader import write_config
from grader.assistant.report import report
from grader.assistant.worklist import worklist
from grader.base.course import Course
from grader.cli.console import show_table
from grader.gradebook import opened
from grader.gradebook.results import Row, table

HandIn = Callable[..., Path]
RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "square": "def square(x):\n    return x * x",
}
TEXT = "The derivative is linear.\n\nSo sums stay sums."


@dataclass
class World:
    """The course, and what changes it."""

    course: Course
    submit: HandIn

    def hand_in(self, **answers: str) -> None:
        """Hand in a notebook, in place of the last one."""
        self.submit("ada", **{**RIGHT, "essay": TEXT, **answers})

    def mark(self, cell: str, score: float, extra: float | None = None) -> None:
        """Enter points as the formgrader does."""
        with opened(self.course, "week1") as gradebook:
            grade = gradebook.find_grade(cell, "01_tiny", "week1", "ada")
            grade.manual_score, grade.extra_credit = score, extra
            grade.needs_manual_grade = False
            gradebook.db.commit()

    def masters(self, change: Callable[[nbformat.NotebookNode], None]) -> None:
        """Change the master."""
        path = self.course.masters("week1")[0]
        notebook = nbformat.read(path, as_version=4)
        change(notebook)
        nbformat.write(notebook, path)

    def roster(self, *lines: str) -> None:
        """Take a new roster."""
        file = self.course.work / "new.csv"
        file.write_text("\n".join(("student,name,email,group", *lines)), encoding="utf-8")
        roster.remember(self.course, file)

    def late(self, points: int) -> None:
        """Write a late rule under which ada is two days late."""
        path = self.course.week("week1").toml
        path.write_text(
            "[late]\ndue = 2026-11-20T12:00:00\nhanded_in = { ada = 2026-11-22T11:00:00 }\n"
            f"points_per_day = {points}\n",
            encoding="utf-8",
        )

    @property
    def row(self) -> Row:
        """The row of ada."""
        return table(self.course, "week1")[1][0]


def graded(course: Course, hand_in: HandIn) -> World:
    """Return the class, graded, marked and with its feedback written."""
    made = World(course, hand_in)
    made.roster("ada,Ada King,ada@example.org,A")
    made.late(1)
    made.hand_in()
    autograde(course, "week1")
    made.mark("essay", 2.0)
    feedback(course, "week1")
    return made


def cell(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """Return the cell of an id."""
    return next(one for one in notebook.cells if one.id == name)


def replaced(name: str, old: str, new: str) -> Callable[[nbformat.NotebookNode], None]:
    """Return a change of a text in a cell of the master."""

    def change(notebook: nbformat.NotebookNode) -> None:
        assert old in cell(notebook, name).source
        cell(notebook, name).source = cell(notebook, name).source.replace(old, new)

    return change


def without_square(notebook: nbformat.NotebookNode) -> None:
    """Take an exercise out of the master."""
    notebook.cells = [one for one in notebook.cells if not one.id.startswith("square")]


def with_cube(notebook: nbformat.NotebookNode) -> None:
    """Put an exercise into the master."""
    for kind in ("", "_test"):
        old = cell(notebook, f"square{kind.replace('_', '-')}")
        about = {**old.metadata["nbgrader"], "grade_id": f"cube{kind}"}
        notebook.cells.append(
            new_code_cell(old.source.replace("square", "cube"), id=f"cube{kind.replace('_', '-')}",
                          metadata={"nbgrader": about})
        )  # fmt: skip


def four_points(notebook: nbformat.NotebookNode) -> None:
    """Raise ``square`` from 2 points to 4."""
    cell(notebook, "square-test").metadata["nbgrader"]["points"] = 4


# The seven outputs, each as a text of words.


def autograde_s_end(course: Course) -> str:
    """Return what ``grader autograde`` prints at its end."""
    out = io.StringIO()
    asked, rows = table(course, "week1")
    console = Console(file=out, width=200)
    show_table(console, asked, rows)
    console.print(worklist(course, "week1", rows).line, soft_wrap=True)
    return out.getvalue()


def export_csv(course: Course) -> str:
    """Return ada's line of the table, with the headings."""
    text = export(course, "week1", form="csv").read_text("utf-8-sig")
    (ada,) = (row for row in csv.DictReader(io.StringIO(text)) if row["student"] == "ada")
    return "; ".join(f"{key}={value}" for key, value in ada.items())


def export_lms(course: Course) -> str:
    """Return ada's line of Canvas's table, "no row" if there is none, and what is said."""
    said: list[str] = []
    text = export(course, "week1", form="canvas", say=said.append).read_text("utf-8")
    rows = [line for line in text.splitlines() if "ada" in line.lower()]
    return "\n".join([*(rows or ["no row"]), *said])


def feedback_page(course: Course) -> str:
    """Return the page as it is written now."""
    (page,) = feedback(course, "week1")
    return page.read_text("utf-8")


def report_page(course: Course) -> str:
    """Return the instructor's page."""
    return report(course, "week1").path.read_text("utf-8")


def worklist_page(course: Course) -> str:
    """Return the page of what there is to look at."""
    return worklist(course, "week1").path.read_text("utf-8")


def formgrader(course: Course) -> str:
    """Return the page on which answers are marked."""
    settings = PyFileConfigLoader("nbgrader_config.py", path=str(write_config(course)))
    path = course.autograded("week1", "ada") / "01_tiny.ipynb"
    names = {"assignment_id": "week1", "notebook_id": "01_tiny", "submission_id": "7",
             "student": "ada"}  # fmt: skip
    page, _ = HTMLExporter(config=settings.load_config()).from_filename(str(path), resources=names)
    return str(page)[str(page).index("<body") :]


OUTPUTS = (worklist_page, autograde_s_end, export_csv, export_lms, feedback_page, report_page,
           formgrader)  # fmt: skip


def words(text: str) -> str:
    """Return the words of a page, without tags."""
    plain = re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.S) if "<" in text else text
    return " ".join(html.unescape(plain).split())
