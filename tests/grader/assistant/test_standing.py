"""Who left, joined, changed the group or has two ids stays, with a name and a word."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assistant import roster
from grader.assistant.autograde import autograde
from grader.assistant.collect import collect
from grader.assistant.export import export
from grader.base.course import Course

HandIn = Callable[..., Path]
FIRST = ("007,Ada King,ada@uni.example,11,A", "008,Bob Byrd,bob@uni.example,12,A",
         "009,Max Mad,max1@uni.example,13,A", "010,Max Mad,max2@uni.example,14,B")  # fmt: skip


def take(course: Course, *lines: str) -> None:
    """Take a roster."""
    file = course.work / "new.csv"
    file.write_text("\n".join(("student,name,email,lms_id,group", *lines)), encoding="utf-8")
    roster.remember(course, file)


def said(course: Course, *present: str) -> dict[str, str]:
    """Return the words of everybody in the roster and of those with work."""
    people = {person.folder: person for person in roster.load(course)}
    return roster.words(course, people, {*people, *present})


def test_of_the_first_roster_there_is_nothing_to_say(course: Course) -> None:
    """Two of one name are two people, the same roster again changes nothing, and without a roster
    nobody is a stranger."""
    assert said(course, "x") == {}
    take(course, *FIRST)
    take(course, *FIRST)
    assert said(course) == {}
    assert said(course, "x") == {"x": "not in the roster"}


def test_left_joined_and_changed_are_said_and_come_back(course: Course) -> None:
    """Each has its word over any number of rosters; who comes back is no stranger any more."""
    take(course, *FIRST)
    take(course, FIRST[0].replace(",A", ",B"), *FIRST[2:], "011,Eve Eden,eve@uni.example,15,B")
    expected = {"007": "was in group A before", "008": "not in the roster", "011": "joined later"}
    assert said(course, "008") == expected
    take(course, FIRST[0].replace(",A", ",B"), *FIRST[1:])
    assert said(course, "011") == {"007": "was in group A before", "011": "not in the roster"}
    assert roster.ever(course)["011"].name == "Eve Eden"


@pytest.mark.parametrize(
    "line",
    ["7,Ada K.,ADA@uni.example,99,A", "7,Ada K.,,11,A", "7,\"King, Ada\",,99,A"],
    ids=["address", "number", "name"],
)  # fmt: skip
def test_two_ids_of_one_person_are_both_there(course: Course, line: str) -> None:
    """Whoever comes back with another id is said to be perhaps the same, on both lines."""
    take(course, *FIRST)
    take(course, line, *FIRST[1:])
    assert said(course, "007") == {
        "007": "not in the roster, perhaps the same person as 7",
        "7": "joined later, perhaps the same person as 007",
    }


@pytest.mark.usefixtures("warm")
def test_who_never_was_in_a_roster_has_the_name_of_the_file(
    course: Course, hand_in: HandIn, tmp_path: Path
) -> None:
    """In the export a stranger with work has points, a name as far as the LMS wrote one, and the
    word; nobody gets an empty name who had one before."""
    notebook = hand_in("x").read_bytes()
    hand_in("x").unlink()
    course.submitted("week1", "x").rmdir()
    for who in ("Ada King_11_assignsubmission_file_", "Bob Byrd_12_assignsubmission_file_"):
        (tmp_path / "in" / who).mkdir(parents=True)
        (tmp_path / "in" / who / "01_tiny.ipynb").write_bytes(notebook)
    take(course, *FIRST)
    collect(course, "week1", tmp_path / "in")
    autograde(course, "week1")
    take(course, *FIRST[2:])
    course.work.joinpath("roster-so-far.json").unlink()  # as in a course from before it was kept
    table = export(course, "week1", form="csv").read_text("utf-8-sig")
    lines = {row["student"]: row for row in csv.DictReader(io.StringIO(table))}
    assert {who: (row["name"], row["points"]) for who, row in lines.items()} == {
        "007": ("Ada King", "6"), "008": ("Bob Byrd", "6"), "009": ("Max Mad", ""),
        "010": ("Max Mad", ""),
    }  # fmt: skip
    assert "not in the roster" in lines["007"]["explanation"]
