"""A system is one file: one more, made up here, goes the whole way, and nobody else names one."""

import ast
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import grader
from grader import lms
from grader.assistant import receipts
from grader.assistant.autograde import autograde
from grader.assistant.collect import collect
from grader.assistant.collect.layouts import read_labels
from grader.assistant.collect.people import People
from grader.assistant.export import export
from grader.assistant.export.filled import fill, form_of
from grader.assistant.export.lines import Line
from grader.assistant.export.lms import to_lms
from grader.assistant.feedback import feedback, feedback_zip
from grader.assistant.roster import Person, parse
from grader.base.course import Course
from grader.base.errors import GraderError

ROOT = Path(grader.__file__).parent
SEVENTH = '''
"""Seventh: ``[44] Ada King~late~work.ipynb``; a table with Pupil, No, <title> (marks)."""

import re

from grader.lms.sheets import Grades, Listed, Sheet, titled
from grader.lms.system import PAGE, Label, Lms, each

_NAME = re.compile(r"(?P<head>\\[(?P<no>\\d+)\\] (?P<who>[^~]+))(?P<late>~late)?~(?P<file>.+)")


def _label(parts, asked):
    match = _NAME.fullmatch(parts[0])
    return "" if match is None else Label(
        who=match["who"], file=parts[1:] or (match["file"],), lms_id=match["no"],
        late=bool(match["late"]), page=f"{match['head']}~{PAGE}", ends=match.start("file"),
    )


def _table(table):
    if table.header[:2] != ["Pupil", "No"]:
        return None
    headings = [(at, (cell[:-8],)) for at, cell in enumerate(table.header)
                if cell.endswith(" (marks)")]
    return Sheet(
        lambda row: Listed((row[1],), row[0], row[1]), (0, 1),
        lambda assignment, column: titled(headings, table, assignment, column),
    )


LMS = Lms(
    name="seventh", title="Seventh", read=each(_label), table=_table, feedback="Give back",
    grades=Grades(where="Marks", columns=(
        ("Pupil", lambda row: row.name), ("No", lambda row: row.number),
        ("{column} (marks)", lambda row: row.grade),
    )),
)
'''


@pytest.fixture
def seventh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add one file to the systems."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "seventh.py").write_text(SEVENTH, encoding="utf-8")
    monkeypatch.setattr(lms, "__path__", [*lms.__path__, str(tmp_path / "more")])
    lms.systems.cache_clear()
    yield
    lms.systems.cache_clear()


@pytest.mark.usefixtures("warm", "seventh")
def test_one_more_system_is_one_file(
    course: Course, tmp_path: Path, hand_in: Callable[..., Path]
) -> None:
    """Class list, hand-ins, late mark, grades, its own table and feedback know it at once."""
    roster, archive = tmp_path / "r.csv", tmp_path / "in.zip"
    roster.write_text("Pupil,No,week1 (marks)\nAda King,44,\nBob B,45,3\n")
    answer = hand_in("nobody", essay="").read_bytes()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("[44] Ada King~late~01_tiny.ipynb", answer)
    done = collect(course, "week1", archive, roster_file=roster)
    assert (done.late, done.missing, done.unplaced) == (("44",), ("45 (Bob B)",), ())
    assert receipts.load(course, "week1", "44").versions[0].files[0].layout == "seventh"
    autograde(course, "week1", student="44")
    table = export(course, "week1", form="seventh").read_text().splitlines()
    assert table == ["Pupil,No,week1 (marks)", "Ada King,44,6"]
    filled = export(course, "week1", template=roster, to=tmp_path / "out.csv")
    assert filled.read_text().splitlines()[1:] == ["Ada King,44,6", "Bob B,45,3"]
    feedback(course, "week1")
    back = feedback_zip(course, "week1")
    assert zipfile.ZipFile(back.path).namelist() == ["[44] Ada King~feedback.html"]
    assert "1 for Seventh (Give back)" in list(back.lines())[-1]


def test_nobody_else_asks_for_a_system_by_its_name() -> None:
    """No comparison, case, list or key outside ``grader/lms`` has the name of one of them."""
    names = {system.name for system in lms.systems() if not system.by_hand} | {"lms_words"}
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        if path.is_relative_to(ROOT / "lms") or path.is_relative_to(ROOT / "work"):
            continue
        where = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else ""
            named = isinstance(text, str) and text.casefold() in names
            if isinstance(node, ast.ImportFrom | ast.Import):
                modules = [alias.name for alias in node.names]
                modules += [f"{getattr(node, 'module', '')}.{name}" for name in modules]
                named = not where.startswith("exam/") and any(
                    name.startswith("grader.lms.") and name.split(".")[2] in names
                    for name in modules
                )
            if named:
                found.append((where, text))
    bold = {(f"exam/maths/{name}.py", "blackboard") for name in ("typst", "mathml", "symbols")}
    forms = {("exam/cli.py", "moodle"), ("exam/cli.py", "canvas")}  # the exam's own writers
    assert {place for place in found if place not in bold | forms} == set()


def test_every_system_is_whole() -> None:
    """Each name is its file's, titles differ, and what a person is told is there."""
    files = {path.stem for path in (ROOT / "lms").glob("*.py")}
    for system in lms.systems():
        assert system.name in files
        assert system.title
        assert system.feedback or system.remark or system.by_hand
        assert lms.get(system.name) is system
    assert len({system.title for system in lms.systems()}) == len(lms.systems()) == 12
    assert lms.get("gone") is lms.by_hand()


BRIGHTSPACE = """OrgDefinedId,Username,Last Name,First Name,Week 4 Points Grade \
<Numeric MaxPoints:5 Weight:10>,Week 40 Points Grade <Numeric MaxPoints:1>,End-of-Line Indicator
#0007,#kev,"O'Neil, Jr.",Kevin,,1,#
#0008,#eve,Eve,Eve,3.5,1,#
"""
BLACKBOARD = "\t".join(
    ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability",
     "Week 4 [Total Pts: 5 Score] |901", "Week 40 [Total Pts: 5 Score] |902"]
) + "\nO'Neil, Jr.\tKevin\tkev\t0007\t\tYes\t\t1\nEve\tEve\teve\t0008\t\tYes\t3.5\t1\n"  # fmt: skip
TABLES = {"brightspace": BRIGHTSPACE.encode(), "blackboard": BLACKBOARD.encode("utf-16")}


def line(student: str, points: float | None, name: str) -> Line:
    """Return the line of a student with one exercise of five points."""
    return Line(Person(student, name), {"a": points}, 5.0, points, "complete", "")


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_of_two_more_are_filled_in(tmp_path: Path, name: str) -> None:
    """The column of the assignment is found by its title; others, and who has no grade, stay."""
    path = tmp_path / "table.csv"
    path.write_bytes(TABLES[name])
    class_ = [line("0007", 4.5, "Kevin O'Neil"), line("0008", None, "Eve Eve")]
    filled = fill(path, "week4", "", class_, partial=False)
    assert form_of(path).name == name
    assert (
        filled.text.splitlines()
        == {
            "brightspace": [
                "OrgDefinedId,Username,Week 4 Points Grade <Numeric MaxPoints:5 Weight:10>,"
                "End-of-Line Indicator",
                "#0007,#kev,4.5,#",
                "#0008,#eve,3.5,#",
            ],
            "blackboard": [
                "Last Name\tFirst Name\tUsername\tStudent ID\tWeek 4 [Total Pts: 5 Score] |901",
                "O'Neil, Jr.\tKevin\tkev\t0007\t4.5",
                "Eve\tEve\teve\t0008\t3.5",
            ],
        }[name]
    )
    assert filled.remarks == []
    people = parse(TABLES[name], path)
    assert [person.name for person in people] == ["Kevin O'Neil, Jr.", "Eve Eve"]
    assert people[0].student == ("0007" if name == "brightspace" else "kev")


def test_a_table_of_brightspace_without_a_template() -> None:
    """Ids keep their zeros behind ``#``, lines end in ``#``, and who has no grade is left out."""
    class_ = [line("0007", 4.5, "K"), line("0008", None, "E")]
    text = to_lms(lms.get("brightspace"), "Week 4", class_, partial=False)
    assert text.splitlines() == [
        "OrgDefinedId,Week 4 Points Grade,End-of-Line Indicator", "#0007,4.5,#",
    ]  # fmt: skip


def test_blackboard_s_own_table_is_asked_for(course: Course) -> None:
    """A column's number is only in Blackboard's own table, so that is what the message asks for."""
    with pytest.raises(GraderError, match="takes only its own table back") as caught:
        export(course, "week1", form="blackboard")
    assert "--template FILE" in caught.value.hint


def test_two_rows_of_one_name_get_no_grade(tmp_path: Path) -> None:
    """A name that two rows of the LMS's table have decides nothing, and its owner is named."""
    path = tmp_path / "w.csv"
    path.write_text(
        "Identifier,Full name,Email address,Grade,Maximum Grade\n"
        "Participant 501,Ada Lovelace,a@x,,5\nParticipant 503,Ada Lovelace,b@x,,5\n"
    )
    filled = fill(path, "week4", "", [line("00101", 4.5, "Ada Lovelace")], partial=False)
    assert "4.5" not in filled.text
    assert any("not to be told apart (1): 00101" in remark for remark in filled.remarks)


def test_another_number_is_another_person(tmp_path: Path) -> None:
    """A row with the name of one student and a number that is not theirs gets no grade."""
    path = tmp_path / "g.csv"
    path.write_text('Student,ID,Section,week4 (8)\n"King, Ada",7099,A,\n')
    ada = Line(Person("ada", "Ada King"), {"a": 4.5}, 5.0, 4.5, "complete", "", lms_id="7001")
    assert "4.5" not in fill(path, "week4", "", [ada], partial=False).text
    path.write_text('Student,ID,Section,week4 (8)\n"King, Ada",7001,A,\n')
    assert "4.5" in fill(path, "week4", "", [ada], partial=False).text


@pytest.mark.parametrize(
    ("paths", "logins"),
    [
        (["Week_4_00103_attempt_2026-11-20-10-00-00_my_01.ipynb"], ["00103"]),
        (["Week_4_10103_attempt_2026-11-20-10-00-00_my_01.ipynb",
          "Week_4_10104_attempt_2026-11-20-10-00-00_my_01.ipynb"], ["10103", "10104"]),
        (["Week_4_a_b_attempt_2026-11-20-10-00-00_w.ipynb",
          "Week_4_a_c_attempt_2026-11-20-10-00-00_w.ipynb"], ["b", "c"]),
        (["Week_4_5_kim_attempt_2026-11-20-10-00-00_3_4_w.ipynb",
          "Week_4_5_lee_attempt_2026-11-20-10-00-00_w.ipynb",
          "Week_4_5_lee_attempt_2026-11-20-10-00-00.txt"], ["kim", "lee", "lee"]),
    ],
)  # fmt: skip
def test_a_title_of_blackboard_may_have_numbers(paths: list[str], logins: list[str]) -> None:
    """What all names share is the title; what follows, up to the first attempt, is the login."""
    labels = read_labels(lms.Download([(path,) for path in paths], People([])))
    assert [label.who for label in labels if isinstance(label, lms.Label)] == logins
    first = labels[0]
    assert isinstance(first, lms.Label)
    assert (first.layout, first.when) == ("blackboard", "2026-11-20T10:00:00")
