"""The roster in the forms in which spreadsheets write it, and ids that nbgrader can take."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.assistant import roster
from grader.assistant.roster import Person, original_id, parse, safe_id
from grader.base.course import Course
from grader.base.errors import GraderError

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


CANVAS = """Student;ID;SIS User ID;SIS Login ID;Section;Week 4 (12);Final Score
;;;;;Manual Posting;
    Points Possible;;;;;100,00;(read only)
"O'Neil, Jr.";7001;0007;oneil;A;;
李雷;7002;1e5;li@x.org;A;12,5;
Student, Test;99;;fe81;A;;
"""
MOODLE = """Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade
Participant 12,"O'Neil, Jr.",0007,,No submission,,100.00
Participant 13,李雷,1e5,li@x.org,No submission,,100.00
"""
GERMAN = """ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung
Teilnehmer/in12,"O'Neil, Jr.",0007,-,,"100,00"
Teilnehmer/in13,李雷,1e5,-,,"100,00"
"""
PARTICIPANTS = """Vorname;Nachname;E-Mail-Adresse;Gruppen
Ada;King;ada@x.org;rot
"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_gradebook_of_canvas_is_a_class_list(encoding: str) -> None:
    """``Student`` is the name there; points, posting and the test student are nobody."""
    assert parse(CANVAS.encode(encoding), FILE) == [
        Person("0007", "O'Neil, Jr.", "7001"),
        Person("1e5", "李雷", "7002", "li@x.org"),
    ]


def test_a_worksheet_of_moodle_is_a_class_list() -> None:
    """The number of the participation is read in each language; e-mail stands in for an id."""
    first, second = parse(MOODLE.encode(), FILE)
    assert (first.student, first.name, first.lms_id) == ("0007", "O'Neil, Jr.", "12")
    assert second == Person("1e5", "李雷", "13", "li@x.org")
    assert [person.lms_id for person in parse(GERMAN.encode(), FILE)] == ["12", "13"]
    assert [person.name for person in parse(GERMAN.encode(), FILE)] == ["O'Neil, Jr.", "李雷"]


def test_a_list_of_participants_is_a_class_list() -> None:
    """A name in two columns becomes one; an id like a participant's is still an id."""
    (person,) = parse(PARTICIPANTS.encode("cp1252"), FILE)
    assert (person.student, person.name) == ("ada@x.org", "Ada King")
    assert parse(b"student,name\nparticipant1,A\n", FILE) == [Person("participant1", "A")]


def test_an_excel_workbook_is_named() -> None:
    """A workbook is refused by what it is, with what to do."""
    with pytest.raises(GraderError, match="an Excel workbook") as caught:
        parse(b"PK\x03\x04", FILE)
    assert "Save it as CSV" in caught.value.hint


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


def test_an_empty_roster_replaces_nothing(course: Course, tmp_path: Path) -> None:
    """A file with nothing but the first line is refused, and the earlier roster stays."""
    file = tmp_path / "r.csv"
    file.write_text(TEXT, encoding="utf-8")
    roster.remember(course, file)
    file.write_text("student,name\n", encoding="utf-8")
    with pytest.raises(GraderError, match="must have at least one student"):
        roster.remember(course, file)
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
