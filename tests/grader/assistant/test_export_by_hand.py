"""Grades that a person gave in the LMS stay there, whoever has none here."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assistant import roster
from grader.assistant.autograde import autograde
from grader.assistant.export import export
from grader.base.course import Course

HandIn = Callable[..., Path]
ERASES = "because an empty cell erases a grade that was given by hand"
TEMPLATES = {
    "canvas": "Student,ID,SIS User ID,SIS Login ID,Section,week1 (8)\n"
    "Ada,,ada,,A,\nBob,,bob,,A,7\nCleo,,cleo,,A,EX\n",
    "moodle": "Identifier,Full name,ID number,Grade,Maximum grade,Feedback comments\n"
    "Participant 1,Ada,ada,,9,\nParticipant 2,Bob,bob,7,9,by hand\n"
    "Participant 3,Cleo,cleo,-,9,=1; -see me\n",
}


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("form", ["canvas", "moodle"])
def test_a_grade_that_was_given_by_hand_is_not_erased(
    course: Course, hand_in: HandIn, tmp_path: Path, form: str
) -> None:
    """Who has no grade is in no file; in the LMS's own table what stood there stays to a letter."""
    (tmp_path / "class.csv").write_text("student\nada\nbob\ncleo\n", encoding="utf-8")
    roster.remember(course, tmp_path / "class.csv")
    hand_in("ada", essay="")
    hand_in("bob", essay="Because.")
    autograde(course, "week1")
    said: list[str] = []
    text = export(course, "week1", form=form, say=said.append).read_text("utf-8")
    assert [word for word in ("ada", "bob", "cleo") if word in text] == ["ada"]
    who = (
        "not handed in (1): cleo; waiting for a person (1): bob. --partial uploads the points so "
        "far. --missing zero gives 0 for what was not handed in."
    )
    assert (
        next(line for line in said[::-1] if ERASES in line)
        == f"Without a grade, left out of the file (2), {ERASES}. {who}"
    )
    template = tmp_path / "table.csv"
    template.write_text(TEMPLATES[form], encoding="utf-8")
    path = export(course, "week1", template=template, say=said.append)
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    grade = "week1 (8)" if form == "canvas" else "Grade"
    there = {"canvas": ["6", "7", "EX"], "moodle": ["6", "7", "-"]}[form]
    assert [row[grade] for row in rows] == there
    assert [row.get("Feedback comments", "") for row in rows][1:] == (
        ["", ""] if form == "canvas" else ["by hand", "=1; -see me"]
    )
    assert (
        next(line for line in said[::-1] if ERASES in line)
        == f"Without a grade, left as they were in table.csv (2), {ERASES}. {who}"
    )
