"""What further systems take back: grades in each one's form, pages where each looks for them."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from grader import lms
from grader.assistant import receipts
from grader.assistant.collect import collect
from grader.assistant.export.filled import fill, form_of
from grader.assistant.export.lines import Line
from grader.assistant.export.lms import to_lms
from grader.assistant.returns import write_zip
from grader.assistant.roster import Person, parse
from grader.base.course import Course
from grader.base.errors import GraderError

ROOT = Path(__file__).resolve().parents[3]
ROSTER = """student,name,lms_id,email,group
00101,Ada King,,ada@uni.example,Red
00102,Bob Müller,,bob@uni.example,Red
zoë,Zoë Ångström,,zoe@uni.example,
"""


def line(student: str, points: float | None, name: str) -> Line:
    """Return the line of a student with one exercise of five points."""
    return Line(Person(student, name), {"a": points}, 5.0, points, "complete", "")


CLASS = [line("00101", 4.5, "King, Ada"), line("00102", None, "Bob"), line("zoë", 0.0, "=cmd()")]


def test_openolat_s_bulk_assessment_has_a_line_for_each_grade() -> None:
    """Name, points, no state and a comment between tabs; who has no grade has no line."""
    text = to_lms(lms.get("olat"), "Week 4", CLASS, partial=False)
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter="\t")) == [
        ["00101", "4.5", "", "Week 4: 4.5 of 5 points"],
        ["zoë", "0", "", "Week 4: 0 of 5 points"],
    ]


def test_openolat_knows_no_quotation_marks() -> None:
    """What stands between tabs is taken as it is, so a quotation mark makes no others."""
    text = to_lms(lms.get("olat"), 'Week "4"\tand more', CLASS[:1], partial=False)
    assert text == '00101\t4.5\t\tWeek "4" and more: 4.5 of 5 points\r\n'


@pytest.mark.parametrize(("points", "said"), [(5.5, ["Brightspace cuts off 5.5 points of 007"]),
                                              (5.0, [])])  # fmt: skip
def test_brightspace_takes_no_more_than_the_maximum(
    tmp_path: Path, points: float, said: list[str]
) -> None:
    """A grade over the maximum is cut off there, and that is said."""
    path = tmp_path / "g.csv"
    heads = "OrgDefinedId,Week 4 Points Grade <Numeric MaxPoints:5>,End-of-Line Indicator"
    path.write_text(f"{heads}\n#007,,#\n", encoding="utf-8")
    filled = fill(path, "week4", "", [line("007", points, "K")], partial=False)
    assert [text for text in filled.remarks if "cuts off" in text] == [
        f"{text}: the most is 5." for text in said
    ]


def test_a_name_in_ilias_without_its_number_gets_no_page() -> None:
    """The end of such a name is a login, and may be another user's number."""
    for name, page in {"King_Ada_aking_812": True, "King_Ada_812": False,
                       "King_Ada_aking_0812": False, "____812_7": True}.items():  # fmt: skip
        label = lms.label_of(f"{name}/w.ipynb", "ilias", 0)
        assert bool(label.page) is page


def test_sakai_s_gradebook_has_the_points_in_the_heading() -> None:
    """The item's title and its points are one heading; ids keep their zeros."""
    text = to_lms(lms.get("sakai"), "Week 4", CLASS, partial=False)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["Student ID", "Student Name", "Week 4 [5]"],
        ["00101", "King, Ada", "4.5"],
        ["zoë", "'=cmd()", "0"],
    ]


def test_sakai_s_own_gradebook_is_filled_in_and_is_a_class_list(tmp_path: Path) -> None:
    """The column is found by its title; what is not graded here stays; other items are left out."""
    path = tmp_path / "gradebook.csv"
    path.write_text(
        "Student ID,Student Name,Week 40 [9],Week 4 [5]\n"
        '00101,"King, Ada",1,\n00102,Bob,2,3.5\nx,Nobody,3,4\n',
        encoding="utf-8",
    )
    assert form_of(path).name == "sakai"
    filled = fill(path, "week4", "", CLASS, partial=False)
    assert list(csv.reader(io.StringIO(filled.text, newline=""))) == [
        ["Student ID", "Student Name", "Week 4 [5]"],
        ["00101", "King, Ada", "4.5"],
        ["00102", "Bob", "3.5"],
        ["x", "Nobody", "4"],
    ]
    assert [one.student for one in parse(path.read_bytes(), path)] == ["00101", "00102", "x"]


PAGES = {
    "olat": (
        {"King_Ada_00101/2_submissions/w.ipynb": "a", "Red_117/2_submissions/w.ipynb": "r",
         "Ang_Zo_zoë/2_submissions/w.ipynb": "z"},
        {"00101/feedback.html", "00102/feedback.html", "zoë/feedback.html"},
    ),
    "ilias": (
        {"HW_2026_1/Abgaben/King_Ada_00101_812/w.ipynb": "a",
         "HW_2026_1/Abgaben/Mueller_Bob_00102_813/w.ipynb": "b"},
        {"multi_feedback/King_Ada_00101_812/feedback.html",
         "multi_feedback/Mueller_Bob_00102_813/feedback.html"},
    ),
    "sakai": (
        {"HW 1/King, Ada(00101)/Submission attachment(s)/w.ipynb": "a",
         "HW 1/Muller, Bob(00102)/Submission attachment(s)/w.ipynb": "b"},
        {"HW 1/King, Ada(00101)/Feedback Attachment(s)/feedback.html",
         "HW 1/Muller, Bob(00102)/Feedback Attachment(s)/feedback.html"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", PAGES)
def test_a_page_goes_where_the_system_looks_for_it(
    course: Course, tmp_path: Path, system: str
) -> None:
    """Collected from a download, the pages have the names of that system's own upload."""
    files, expected = PAGES[system]
    (tmp_path / "r.csv").write_text(ROSTER, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    collect(course, "week1", tmp_path / "in.zip", roster_file=tmp_path / "r.csv")
    students = course.students("week1")
    for student in students:  # what is graded decides which name counts
        assert receipts.load(course, "week1", student).versions
    done = write_zip(course, "week1", students, lambda who, group: who, tmp_path / "back.zip")
    assert set(zipfile.ZipFile(tmp_path / "back.zip").namelist()) == expected
    assert (done.nameless, dict(done.layouts)) == ((), {system: len(expected)})


def test_a_class_list_in_no_language_is_read_by_its_columns() -> None:
    """One column of ids is taken; of two, the heading of the right one must be said."""
    rows = "xx;yy;zz\n00101;Ada King;ada@x\n00102;Bob Ek;bob@x\n"
    people = parse(rows.encode(), Path("r.csv"))
    assert [(p.student, p.name, p.email) for p in people] == [
        ("00101", "Ada King", "ada@x"),
        ("00102", "Bob Ek", "bob@x"),
    ]
    two = "xx;yy;zz\n00101;Ada King;90210\n00102;Bob Ek;90211\n"
    with pytest.raises(GraderError, match=r"'xx' \(there '00101'\) or 'zz' \(there '90210'\)"):
        parse(two.encode(), Path("r.csv"))
    people = parse(two.replace("zz", "student").encode(), Path("r.csv"))
    assert [p.student for p in people] == ["90210", "90211"]


def test_each_cell_of_the_table_of_systems_names_a_test_that_exists() -> None:
    """The table has every system, and what it claims is tested by the name that it gives."""
    text = Path(__file__).with_name("systems.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    head, *systems = rows
    assert [cell.strip() for cell in head[1:]] == [
        "collect", "grades", "feedback", "teams", "missing",
    ]  # fmt: skip
    assert {row[0].strip() for row in systems} == {one.title for one in lms.systems()}
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "grader").rglob("test_*.py")
    )
    for row in systems:
        for cell in row[1:]:
            tests = re.findall(r"`(test_\w+)`", cell)
            assert tests or "has none, see " in cell
            assert all(f"def {name}(" in sources for name in tests)
