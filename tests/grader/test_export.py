"""The exported table: every score re-read by an independent reader, and nothing made up."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.autograde import autograde
from grader.course import Course
from grader.errors import GraderError
from grader.export import export, safe_cell, to_csv
from grader.gradebook import opened
from grader.masters import Exercise
from grader.results import Row

HandIn = Callable[..., Path]
ASKED = [Exercise("a", "a_test", "n", 2, False), Exercise("b", "b", "n", 3, True)]


def read(text: str) -> list[dict[str, str]]:
    """Read the table back with Python's own reader."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def row(student: str, a: float | None, b: float | None, *reasons: str) -> Row:
    """Return a row of the table of two exercises."""
    waiting = ("b",) if b is None and not reasons else ()
    return Row(student, {"a": a, "b": b}, 5, waiting, reasons)


@pytest.mark.parametrize(
    "student", ["O'Neil, Jr.", "李雷", "007", 'say "hi"', "two\nlines", "semi;colon"]
)
def test_names_survive(student: str) -> None:
    """Commas, quotes, line breaks, other scripts and leading zeros come back unchanged."""
    (back,) = read(to_csv(ASKED, [row(student, 1, 2)]))
    assert back["student"] == student
    assert back["points"] == "3"


def test_not_graded_is_empty_and_said() -> None:
    """A score that does not exist is an empty cell with a status; 0 is a score."""
    rows = [row("ada", 0, 0), row("bob", 2, None), row("cleo", None, None, "a, b: no notebook")]
    ada, bob, cleo = read(to_csv(ASKED, rows))
    assert (ada["a"], ada["points"], ada["status"]) == ("0", "0", "complete")
    assert (bob["b"], bob["points"], bob["status"]) == ("", "2", "waiting for a person")
    assert (cleo["a"], cleo["points"], cleo["status"]) == ("", "", "not graded")
    assert cleo["explanation"] == "a, b: no notebook"


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_a_formula(text: str) -> None:
    """What a spreadsheet would run gets an apostrophe in front."""
    assert safe_cell(text) == f"'{text}"
    (back,) = read(to_csv(ASKED, [row(text, 1, 2)]))
    assert back["student"] == f"'{text}"


@pytest.mark.usefixtures("warm")
def test_the_file_has_the_gradebook_s_scores(course: Course, hand_in: HandIn) -> None:
    """Automatic and manual scores of a graded class are in the file, by exercise."""
    hand_in("ada", essay="Because it is linear.")
    hand_in("bob", double="def double(x):\n    return abs(2 * x)", essay="It is.")
    autograde(course, "week1")
    with opened(course, "week1") as gradebook:
        gradebook.find_grade("essay", "01_tiny", "week1", "ada").manual_score = 2.5
        gradebook.db.commit()
    path = export(course, "week1")
    ada, bob = read(path.read_bytes().decode("utf-8"))
    assert [ada[name] for name in ("double", "square", "essay", "points")] == [
        "4",
        "2",
        "2.5",
        "8.5",
    ]
    assert [bob[name] for name in ("double", "square", "essay", "points")] == ["1", "2", "", "3"]
    assert (ada["status"], bob["status"]) == ("complete", "waiting for a person")
    again = export(course, "week1", to=course.root / "grades.csv")
    assert again.read_bytes() == path.read_bytes()


def test_an_unknown_format_is_refused(course: Course) -> None:
    """The message lists the formats there are."""
    with pytest.raises(GraderError, match="must be one of csv"):
        export(course, "week1", form="xlsx")


def test_without_grades_the_step_is_named(course: Course) -> None:
    """``export`` before ``autograde`` says which command is missing."""
    course.database.unlink()
    with pytest.raises(GraderError) as caught:
        export(course, "week1")
    assert "grader autograde week1" in str(caught.value)
