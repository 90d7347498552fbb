"""The exported grades: every score re-read by an independent reader, and nothing made up."""

import io
import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from grader import lms
from grader.assistant import receipts, roster
from grader.assistant.autograde import autograde
from grader.assistant.export import export, safe_cell
from grader.assistant.export.lines import Line
from grader.assistant.export.lms import to_lms
from grader.assistant.export.table import to_csv, to_json
from grader.assistant.late import Lateness, Rule, settings
from grader.assistant.receipts import File, Receipt, Version
from grader.assistant.roster import Person
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.cli import app
from grader.gradebook import opened
from grader.masters.exercise import Exercise

HandIn = Callable[..., Path]
ASKED = [Exercise("a", "a_test", "n", 2, False), Exercise("b", "b", "n", 3, True)]
to_canvas, to_moodle = partial(to_lms, lms.get("canvas")), partial(to_lms, lms.get("moodle"))
ODD_NAMES = ["O'Neil, Jr.", "李雷", 'say "hi"', "two\nlines", "semi;colon", "Ngũgĩ wa Thiong'o"]

# One student for each thing that troubles a table.
ROSTER = """student,name,lms_id,email,group
007,"O'Neil, Jr.",7001,oneil@example.org,
eve,=cmd(),7002,eve@example.org,
lilei,李雷,7003,lilei@example.org,
zoë,"Zoë ""Z"" Å;n",7004,zoe@example.org,
absent,Not There,7005,absent@example.org,
"""


def read(text: str) -> list[dict[str, str]]:
    """Read a table back with NumPy's reader, which shares nothing with the writer's."""
    cells = np.loadtxt(
        io.StringIO(text.removeprefix("\ufeff"), newline=""),
        dtype=object,
        converters=str,
        delimiter=",",
        quotechar='"',
        comments=None,
        ndmin=2,
    )
    header, *rows = cells.tolist()
    return [dict(zip(header, row, strict=True)) for row in rows]


def line(student: str, a: float | None, b: float | None, *, name: str = "", **more: object) -> Line:
    """Return the line of one student for two exercises."""
    scores = [score for score in (a, b) if score is not None]
    plain = {
        "person": Person(student, name),
        "scores": {"a": a, "b": b},
        "max_points": 5.0,
        "points": sum(scores) if scores else None,
        "status": "complete" if len(scores) == 2 else "waiting for a person",
        "explanation": "",
    }
    return Line(**(plain | more))


@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_survive(name: str) -> None:
    """Commas, quotes, line breaks and other scripts come back unchanged in every format."""
    odd = line("007", 1, 2, name=name)
    (back,) = read(to_csv(ASKED, [odd]))
    assert (back["student"], back["name"], back["points"]) == ("007", name, "3")
    _, back = read(to_canvas("week1", [odd], partial=False))
    assert (back["SIS User ID"], back["Student"], back["week1"]) == ("007", name, "3")
    (back,) = read(to_moodle("week1", [odd], partial=False))
    assert (back["ID number"], back["Full name"], back["Grade"]) == ("007", name, "3")
    (student,) = json.loads(to_json(ASKED, [odd]))["students"]
    assert (student["student"], student["name"], student["points"]) == ("007", name, 3)


def test_an_address_is_no_id_number_in_moodle() -> None:
    """A course that knows its students by e-mail has no ids: Moodle maps the address then."""
    (back,) = read(to_moodle("week1", [line("ada@example.org", 1, 2, name="Ada")], partial=False))
    assert (back["ID number"], back["Email address"]) == ("", "ada@example.org")
    person = Person("007", "Ada", email="ada@example.org")
    (back,) = read(to_moodle("week1", [line("007", 1, 2, person=person)], partial=False))
    assert (back["ID number"], back["Email address"]) == ("007", "ada@example.org")


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_text_is_a_formula(text: str) -> None:
    """What a spreadsheet would run gets an apostrophe in front, in every CSV."""
    assert safe_cell(text) == f"'{text}"
    odd = line(text, 1, 2, name=text, explanation=text)
    for table in (to_csv(ASKED, [odd]), to_canvas(text, [odd], partial=False),
                  to_moodle(text, [odd], partial=False)):  # fmt: skip
        for row in read(table):
            for cell in (*row, *row.values()):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_formula_begins_where_another_country_s_spreadsheet_splits() -> None:
    """Where the comma is the decimal sign, a semicolon begins a new cell."""
    assert safe_cell("Ada; =cmd()") == "Ada; '=cmd()"
    assert safe_cell("Ada; Li-Lei") == "Ada; Li-Lei"


def test_not_graded_is_empty_and_said() -> None:
    """A score that does not exist is an empty cell with a status, or no row; 0 is a score."""
    nothing = line("cleo", None, None, status="not graded", explanation="a, b: no notebook")
    class_ = [line("ada", 0, 0), line("bob", 2, None), nothing]
    ada, bob, cleo = read(to_csv(ASKED, class_))
    assert (ada["a"], ada["points"], ada["status"]) == ("0", "0", "complete")
    assert (bob["b"], bob["points"], bob["status"]) == ("", "2", "waiting for a person")
    assert (cleo["a"], cleo["points"], cleo["final_points"]) == ("", "", "")
    assert (cleo["status"], cleo["explanation"]) == ("not graded", "a, b: no notebook")
    _, *rows = read(to_canvas("w", class_, partial=False))
    assert [row["w"] for row in rows] == ["0"]
    _, *rows = read(to_canvas("w", class_, partial=True))
    assert [row["w"] for row in rows] == ["0", "2"]
    rows = read(to_moodle("w", class_, partial=False))
    assert [row["Grade"] for row in rows] == ["0"]
    _, unfinished = read(to_moodle("w", class_, partial=True))
    assert "waiting for a person" in unfinished["Feedback comments"]


def test_points_deduction_and_result_stand_side_by_side() -> None:
    """4.5 points, 5 off: 0 are left, the 4.5 stay to be seen, and Canvas and Moodle get the 0."""
    late = Lateness(datetime(2026, 11, 22, 8), 1, 5.0, "late by 8 h 0 min")
    one = line("ada", 1.5, 3, late=late)
    (row,) = read(to_csv(ASKED, [one]))
    names = ["points", "late_penalty", "final_points", "max_points"]
    assert [row[name] for name in names] == ["4.5", "5", "0", "5"]
    assert list(row)[4:8] == names
    assert (row["handed_in"], row["late"]) == ("2026-11-22 08:00:00", "late by 8 h 0 min")
    assert read(to_canvas("w", [one], partial=False))[1]["w"] == "0"
    (row,) = read(to_moodle("w", [one], partial=False))
    assert row["Grade"] == "0"
    assert "4.5 before the deduction" in row["Feedback comments"]


def test_what_a_student_wrote_is_no_markup_in_moodle() -> None:
    """Moodle shows comments as HTML; a file's name with a tag in it stays text."""
    odd = line("ada", 1, None, explanation="b: <script>x</script>.ipynb is no notebook")
    (row,) = read(to_moodle("w", [odd], partial=True))
    assert "&lt;script&gt;" in row["Feedback comments"]


def give(
    course: Course, student: str, name: str, number: int = 0, *, late: bool | None = None
) -> None:
    """Store a receipt for one file of this name in an archive."""
    file = File("01_tiny.ipynb", "notebook 01_tiny", "", name, number)
    receipts.collected(course, "week1", student).mkdir(parents=True)
    receipt = Receipt((Version("001", "week1.zip", (file,)),), ("001/01_tiny.ipynb",), late)
    receipts.store(course, "week1", student, receipt)


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("form", ["csv", "json", "canvas", "moodle"])
def test_everyone_s_score_comes_back(
    course: Course, hand_in: HandIn, tmp_path: Path, form: str
) -> None:
    """A class with odd names and ids, graded and exported, is re-read score by score."""
    (tmp_path / "class.csv").write_text(ROSTER, encoding="utf-8")
    roster.remember(course, tmp_path / "class.csv")
    wrong = "def double(x):\n    return abs(2 * x)"  # 1 of 4 points
    expected = {"007": 8.5, "eve": 5.5, "lilei": None, "zoë": 6.0, "absent": None}
    hand_in("007", essay="Because it is linear.")
    hand_in("eve", double=wrong, essay="Because.")
    hand_in("lilei").write_text("%PDF", encoding="utf-8")
    hand_in("zo_0xeb_", essay="")
    autograde(course, "week1")
    with opened(course, "week1") as gradebook:
        for student, score in (("007", 2.5), ("eve", 2.5), ("zo_0xeb_", 0)):
            grade = gradebook.find_grade("essay", "01_tiny", "week1", student)
            grade.manual_score, grade.needs_manual_grade = score, False
        gradebook.db.commit()
    text = export(course, "week1", form=form).read_bytes().decode("utf-8")
    if form == "json":
        rows = json.loads(text)["students"]
        assert {row["student"]: row["final_points"] for row in rows} == expected
        return
    key, score = {"csv": ("student", "final_points"), "canvas": ("SIS Login ID", "week1"),
                  "moodle": ("ID number", "Grade")}[form]  # fmt: skip
    rows = [row for row in read(text) if "Points Possible" not in row.get("Student", "")]
    back = {row[key]: float(row[score]) if row[score] else None for row in rows}
    if form != "csv":  # an empty cell would erase a grade that was given by hand
        expected = {student: points for student, points in expected.items() if points is not None}
    assert back == expected
    names = {row[key]: row.get("name") or row.get("Student") or row["Full name"] for row in rows}
    assert names["007"] == "O'Neil, Jr."
    assert names["eve"] == "'=cmd()"
    assert names.get("lilei", "李雷") == "李雷"
    assert names["zoë"] == 'Zoë "Z" Å;n'
    assert text.startswith("\ufeff") == (form == "csv")


@pytest.mark.usefixtures("warm")
def test_the_lms_s_numbers_are_each_student_s_own(
    course: Course, hand_in: HandIn, tmp_path: Path
) -> None:
    """The roster's number, else the archive's; a number that came with a group is nobody's."""
    text = (
        "student,name,lms_id,group\nada,Ada,70;71,\nbob,Bob,,Team A\ncleo,Cleo,,Team A\ndan,D,,\n"
    )
    (tmp_path / "class.csv").write_text(text, encoding="utf-8")
    roster.remember(course, tmp_path / "class.csv")
    for student in ("ada", "bob", "cleo", "dan"):
        hand_in(student)
    autograde(course, "week1")
    give(course, "ada", "ada_71_900_01_tiny.ipynb", 900)
    give(course, "bob", "teama_72_901_01_tiny.ipynb", 901)
    give(course, "cleo", "teama_72_901_01_tiny.ipynb", 901)
    give(course, "dan", "Dan_73_assignsubmission_file_/01_tiny.ipynb")
    _, *rows = read(export(course, "week1", form="canvas", partial=True).read_text("utf-8"))
    assert [row["ID"] for row in rows] == ["71", "", "", ""]
    rows = read(export(course, "week1", form="moodle", partial=True).read_text("utf-8"))
    assert [row["Identifier"] for row in rows] == ["", "", "", "Participant 73"]


@pytest.mark.usefixtures("warm")
def test_who_is_missing_and_who_is_late_is_said(
    course: Course, hand_in: HandIn, tmp_path: Path
) -> None:
    """The absent are in the file with an empty score; the gradebook keeps the points in full."""
    (tmp_path / "class.csv").write_text("student\nada\nbob\ncleo\n", encoding="utf-8")
    roster.remember(course, tmp_path / "class.csv")
    hand_in("ada", essay="")
    autograde(course, "week1")
    hand_in("bob")
    rule = Rule(
        due=datetime(2026, 11, 20, 23, 59),
        points_per_day=2,
        handed_in={"ada": datetime(2026, 11, 21, 8)},
    )
    said: list[str] = []
    path = export(course, "week1", rule=rule, say=said.append)
    ada, bob, cleo = read(path.read_text(encoding="utf-8"))
    assert (ada["points"], ada["late_penalty"], ada["final_points"]) == ("6", "2", "4")
    assert (bob["status"], bob["points"]) == ("not graded", "")
    assert "grader autograde week1" in bob["explanation"]
    assert (cleo["status"], cleo["points"], cleo["late_penalty"]) == ("not handed in", "", "")
    assert "Not handed in, left empty (1): cleo" in said
    assert "Late, points deducted (1): ada" in said
    again = export(course, "week1", to=course.root / "grades.csv", rule=Rule())
    assert read(again.read_text(encoding="utf-8"))[0]["final_points"] == "6"


@pytest.mark.usefixtures("warm")
def test_the_command_takes_the_late_rule_as_options(course: Course, hand_in: HandIn) -> None:
    """Options win over the file, what is deducted is named, and the gradebook stays as it is."""
    hand_in("ada", essay="")
    hand_in("bob", essay="")
    autograde(course, "week1")
    give(course, "bob", "bob_LATE_72_901_01_tiny.ipynb", 901, late=True)
    where = ["week1", "--course", str(course.root)]
    done = CliRunner().invoke(app, ["export", *where])
    assert "Marked late by the LMS, nothing deducted without a late rule (1): bob" in done.output
    settings(course, "week1").write_text(
        "[late]\ndue = 2026-11-20T23:59:00\nhanded_in = { ada = 2026-11-23T08:00:00 }\n"
    )
    options = ["--points-per-day", "2", "--late-cap", "5", "--grace-days", "0.5"]
    done = CliRunner().invoke(app, ["export", *where, *options])
    assert done.exit_code == 0, done.output
    assert "Late, points deducted (1): ada" in done.output
    assert "Handed in at an unknown time, nothing deducted (1): bob." in done.output
    ada, bob = read((course.work / "week1.csv").read_text(encoding="utf-8"))
    # Saturday 11:59 to Monday 8:00 is 1 day and 20 hours: two days, 4 points.
    assert (ada["points"], ada["late_penalty"], ada["final_points"]) == ("6", "4", "2")
    assert (bob["late_penalty"], bob["final_points"]) == ("0", "6")
    assert "marked late by the LMS" in bob["late"]
    again = CliRunner().invoke(app, ["export", *where, "--due", "tomorrow"])
    assert again.exit_code == 1
    assert "due must be a day and a time" in again.output


def test_help_shows_the_rule_as_it_is_written() -> None:
    """The heading of the table in the example is not swallowed as markup."""
    assert "[late]" in CliRunner().invoke(app, ["export", "--help"]).output


def test_an_unknown_format_is_refused(course: Course) -> None:
    """The message lists the formats there are, and guesses the one that was meant."""
    with pytest.raises(GraderError, match=r"must be one of csv, json,.* canvas, moodle") as caught:
        export(course, "week1", form="moodel")
    assert caught.value.hint == "Did you mean moodle?"
    with pytest.raises(GraderError, match="Teams takes no table of grades"):
        export(course, "week1", form="teams")


def test_without_grades_the_step_is_named(course: Course) -> None:
    """``export`` before ``autograde`` says which command is missing."""
    course.database.unlink()
    with pytest.raises(GraderError) as caught:
        export(course, "week1")
    assert "grader autograde week1" in str(caught.value)
