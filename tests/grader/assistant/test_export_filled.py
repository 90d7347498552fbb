"""The tables that were downloaded from Canvas and Moodle, filled in and read back."""

from pathlib import Path

import numpy as np
import pytest

from grader.assistant.export.filled import fill, form_of
from grader.assistant.export.lines import Line
from grader.assistant.roster import Person
from grader.base.errors import GraderError

HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,Notes"
COLUMNS = '"Week 3, Trees (8122)",Week 4: Backprop (8123),Week 40 (8140),Current Score'
CANVAS = f"""{HEADER},{COLUMNS}
,,,,,,,Manual Posting,,
    Points Possible,,,,,,10.00,5.00,1.00,(read only)
"O'Neil, Jr.",7001,0007,oneil,A,,1.00,,,20.00
=cmd(),7002,eve,eve@x.org,A,,2.00,1.50,,30.00
李雷,7003,1e5,lilei,A,x,3.00,2.00,,40.00
"Lee, Kim",7004,,,A,,,,,
"Excused, Ed",7005,ed,ed,A,,,EX,,
"Gone, Gil",7006,gil,gil,A,,,4.00,,
"Student, Test",99,,fe81,A,,,,,
"""
MOODLE = """Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,\
Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments
Participant 11,"O'Neil, Jr.",0007,oneil@x.org,Submitted,,5.00,Yes,"Friday, 20 November 2026",-,
Participant 12,=cmd(),eve,eve@x.org,Submitted,1.50,5.00,Yes,-,-,"old, \"\"note\"\"\"
Participant 13,李雷,1e5,lilei@x.org,No submission,2.00,5.00,Yes,-,-,kept
Participant 14,Kim Lee,,,No submission,,5.00,Yes,-,-,
Participant 15,Nobody Here,zz,zz@x.org,No submission,,5.00,Yes,-,-,
"""
GERMAN = """ID;"Vollständiger Name";E-Mail-Adresse;Status;Bewertung;Bestwertung;\
"Bewertung kann geändert werden";"Zuletzt geändert (Bewertung)";"Feedback als Kommentar"
Teilnehmer/in11;"O'Neil, Jr.";oneil@x.org;-;;"5,00";Ja;-;
Teilnehmer/in12;=cmd();eve@x.org;-;"1,50";"5,00";Ja;-;alt
"""


def read(text: str) -> list[list[str]]:
    """Return the rows as NumPy's reader finds them, which shares nothing with the writer's."""
    lines = text.splitlines()
    cells = np.loadtxt(lines, dtype=object, converters=str, delimiter=",", quotechar='"',
                       comments=None, ndmin=2)  # fmt: skip
    return cells.tolist()  # type: ignore[no-any-return]


def line(student: str, points: float | None, name: str = "", **more: str) -> Line:
    """Return the line of a student with one exercise of five points."""
    numbers = {key: more.pop(key, "") for key in ("lms_id", "participant")}
    person = Person(student, name, numbers["lms_id"], **more)
    return Line(person, {"a": points}, 5.0, points, "complete", "", **numbers)


LINES = [
    line("0007", 4.5, "Kevin O'Neil, Jr.", lms_id="7001", participant="11", email="oneil@x.org"),
    line("eve", None, "=cmd()", lms_id="7002", participant="12", email="eve@x.org"),
    line("1e5", 0.0, "李雷", participant="13"),
    line("kim", 2.0, "Kim Lee"),
    line("ed", 3.0, "Ed Excused", lms_id="7005"),
    line("lost", 1.0, "Not There"),
]


@pytest.fixture
def canvas(tmp_path: Path) -> Path:
    """Return Canvas's gradebook as it is downloaded, with a BOM."""
    path = tmp_path / "gradebook.csv"
    path.write_text(CANVAS, encoding="utf-8-sig")
    return path


def test_the_gradebook_of_canvas_is_filled_in(canvas: Path) -> None:
    """Students are found by number, id and name; whoever has no grade keeps what was there."""
    filled = fill(canvas, "week4", "", LINES, partial=False)
    header, posting, most, *students = read(filled.text)
    assert header == [*HEADER.split(",")[:5], "Week 4: Backprop (8123)"]
    assert posting[-1] == "Manual Posting"
    assert (most[0], most[-1]) == ("    Points Possible", "5.00")
    assert [(row[0], row[1], row[-1]) for row in students] == [
        ("O'Neil, Jr.", "7001", "4.5"),
        ("'=cmd()", "7002", "1.50"),
        ("李雷", "7003", "0"),
        ("Lee, Kim", "7004", "2"),
        ("Excused, Ed", "7005", "EX"),
        ("Gone, Gil", "7006", "4.00"),
        ("Student, Test", "99", ""),
    ]
    said = "\n".join(filled.remarks)
    assert "ed is excused in Canvas, left so." in said
    assert "nobody's here, left as they were (2): Gone, Gil, Student, Test" in said
    assert "Graded, but not in gradebook.csv or not to be told apart (1): lost." in said


def test_ids_of_canvas_keep_their_zeros(canvas: Path) -> None:
    """What decides in Canvas, number and ids, is as it was to the letter."""
    rows = read(fill(canvas, "week4", "", LINES, partial=False).text)
    assert [row[1:4] for row in rows[3:6]] == [
        ["7001", "0007", "oneil"], ["7002", "eve", "eve@x.org"], ["7003", "1e5", "lilei"],
    ]  # fmt: skip


@pytest.mark.parametrize("column", ["8122", "Week 3, Trees", "Week 3, Trees (8122)"])
def test_the_column_is_said_in_three_ways(canvas: Path, column: str) -> None:
    """A title, a number or the whole heading names the assignment."""
    rows = read(fill(canvas, "week4", column, LINES, partial=False).text)
    assert rows[0][-1] == "Week 3, Trees (8122)"


def test_a_column_that_is_not_clear_is_asked_for(canvas: Path) -> None:
    """``week4`` is not Week 40, and a name that fits none or two lists what there is."""
    with pytest.raises(GraderError, match="no columns that may be 'week9'") as caught:
        fill(canvas, "week9", "", LINES, partial=False)
    assert "Week 4: Backprop (8123)" in caught.value.hint
    with pytest.raises(GraderError, match="no columns"):
        fill(canvas, "week4", "Current Score", LINES, partial=False)


def test_other_points_in_canvas_are_said(canvas: Path) -> None:
    """If Canvas counts to another number, the points stay and a remark says so."""
    canvas.write_text(CANVAS.replace("5.00,1.00", "100.00,1.00"))
    filled = fill(canvas, "week4", "", LINES, partial=False)
    assert any("says 100.00 points are the most, here they are 5" in r for r in filled.remarks)


def test_two_students_in_one_row_are_none(canvas: Path) -> None:
    """A row with the number of one and the id of another is left alone, and both are named."""
    canvas.write_text(CANVAS.replace("7001,0007", "7001,kim"))
    filled = fill(canvas, "week4", "", LINES, partial=False)
    assert read(filled.text)[3][-1] == ""
    assert any("(2): 0007, lost" in remark for remark in filled.remarks)


def test_the_worksheet_of_moodle_is_filled_in(tmp_path: Path) -> None:
    """Grades and comments are entered; times, states and the rows of others stay."""
    path = tmp_path / "Grades-week 4.csv"
    path.write_text(MOODLE, encoding="utf-8-sig")
    header, *rows = read(fill(path, "week4", "", LINES, partial=False).text)
    assert header[5:7] == ["Grade", "Maximum Grade"]
    assert [(row[0], row[1], row[2], row[5], row[10]) for row in rows] == [
        ("Participant 11", "O'Neil, Jr.", "0007", "4.5", "week4: 4.5 of 5 points"),
        ("Participant 12", "'=cmd()", "eve", "1.50", 'old, "note"'),
        ("Participant 13", "李雷", "1e5", "0", "week4: 0 of 5 points"),
        ("Participant 14", "Kim Lee", "", "2", "week4: 2 of 5 points"),
        ("Participant 15", "Nobody Here", "zz", "", ""),
    ]
    assert [row[9] for row in rows] == ["-"] * 5
    assert rows[0][8] == "Friday, 20 November 2026"


def test_a_worksheet_in_another_language(tmp_path: Path) -> None:
    """German headings and decimal commas are understood and given back; numbers have a point."""
    path = tmp_path / "Bewertungen.csv"
    path.write_text(GERMAN, encoding="utf-8")
    header, *rows = read(fill(path, "week4", "", LINES, partial=False).text)
    assert header[0] == "ID"
    assert header[4] == "Bewertung"
    assert [(row[0], row[4]) for row in rows] == [
        ("Teilnehmer/in11", "4.5"), ("Teilnehmer/in12", "1,50"),
    ]  # fmt: skip
    path.write_text(GERMAN.replace("Bewertung;Best", "Gradus;Best"))
    assert read(fill(path, "week4", "", LINES, partial=False).text)[1][4] == "4.5"
    path.write_text(GERMAN.replace('"5,00"', '"gut, sehr gut"'))  # a scale: no points
    with pytest.raises(GraderError, match="no column of grades") as caught:
        fill(path, "week4", "", LINES, partial=False)
    assert "In the row of Teilnehmer/in11: " in caught.value.hint
    assert "'Bewertung' (there '')" in caught.value.hint
    assert read(fill(path, "week4", "Bewertung", LINES, partial=False).text)[1][4] == "4.5"


def test_more_than_moodle_takes_is_said(tmp_path: Path) -> None:
    """Moodle skips a grade above its maximum without a word, so the word is here."""
    path = tmp_path / "w.csv"
    path.write_text(MOODLE.replace("5.00", "4.00"), encoding="utf-8")
    filled = fill(path, "week4", "", LINES, partial=False)
    assert "Moodle skips 4.5 points of 0007: the most is 4.00." in filled.remarks


def test_whose_table_it_is(canvas: Path, tmp_path: Path) -> None:
    """The two tables are told apart by their headings; another one is refused."""
    path = tmp_path / "m.csv"
    path.write_text(MOODLE)
    assert (form_of(canvas).name, form_of(path).name) == ("canvas", "moodle")
    path.write_text("a,b\n1,2\n")
    with pytest.raises(GraderError, match=r"no table of grades of Blackboard, .*Canvas, Moodle"):
        form_of(path)
