"""The roster in the forms in which spreadsheets write it, and ids that nbgrader can take."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import roster
from grader.course import Course
from grader.errors import GraderError
from grader.roster import Person, original_id, parse, safe_id

FILE = Path("class.csv")
TEXT = 'student,name,lms_id\n007,"O\'Neil, Jr.",12\n=cmd(),李雷,13\n'
PEOPLE = [Person("007", "O'Neil, Jr.", "12"), Person("=cmd()", "李雷", "13")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_roster_is_read_however_it_is_written(encoding: str, ends: str) -> None:
    """A BOM, UTF-16 and Windows line ends change nothing; leading zeros and commas stay."""
    assert parse(TEXT.replace("\n", ends).encode(encoding), FILE) == PEOPLE


def test_other_words_for_the_columns() -> None:
    """Words that LMS exports use are understood, in any order, with semicolons or tabs."""
    data = b"Group;Email address;Student ID\nred;a@b.org;ada\n"
    assert parse(data, FILE) == [Person("ada", email="a@b.org", group="red")]
    assert parse(data.replace(b";", b"\t"), FILE) == parse(data, FILE)


def test_a_roster_without_students_is_refused() -> None:
    """A file without the column, and an id that occurs twice, are refused with the reason."""
    with pytest.raises(GraderError, match="must have a column `student`"):
        parse(b"first,second\n1,2\n", FILE)
    with pytest.raises(GraderError, match="'ada' twice"):
        parse(b"student\nada\nada\n", FILE)


def test_it_is_remembered(course: Course, tmp_path: Path) -> None:
    """After one command with a roster, the next one knows the same people without it."""
    file = tmp_path / "r.csv"
    file.write_text(TEXT, encoding="utf-16")
    assert roster.remember(course, file) == PEOPLE
    assert roster.load(course) == PEOPLE


@given(st.text(max_size=30))
def test_ids_are_safe_and_nothing_is_lost(student: str) -> None:
    """Every id becomes one that nbgrader takes, and the original comes back from it."""
    safe = safe_id(student)
    assert re.fullmatch(r"[A-Za-z0-9_-]*", safe)
    assert original_id(safe) == student


@given(st.from_regex(r"[_0xa-f1é-]{0,12}", fullmatch=True))
def test_ids_that_look_like_our_own_spelling_come_back_too(student: str) -> None:
    """Ids made of the very characters of the spelling are not confused with it."""
    assert original_id(safe_id(student)) == student
