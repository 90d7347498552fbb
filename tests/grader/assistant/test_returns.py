"""The zip that gives pages back: every page under the name that its LMS looks for."""

import re
import zipfile
from pathlib import Path

import pytest

from grader.assistant import receipts
from grader.assistant.collect.archive import Entry
from grader.assistant.collect.naming import read_names
from grader.assistant.collect.people import People
from grader.assistant.receipts import File, Receipt, Version
from grader.assistant.returns import lms_label, write_zip
from grader.base.course import Course


def received(course: Course, student: str, *names: str) -> Receipt:
    """Store a receipt as ``grader collect`` does for files of these names in an archive."""
    files = []
    for at, name in enumerate(names):
        entry = Entry(tuple(name.split("/")), Path(), "")
        (item,), _ = read_names([entry], "week1", (), People([]))
        file = File(f"{at}.ipynb", str(at), "", name, item.number, item.attempt, late=item.late)
        files.append(file)
    graded = tuple(f"001/{file.path}" for file in files)
    receipt = Receipt((Version("001", "week1.zip", tuple(files)),), graded)
    receipts.collected(course, "week1", student).mkdir(parents=True)
    receipts.store(course, "week1", student, receipt)
    return receipt


@pytest.mark.parametrize(
    ("name", "layout", "number", "page"),
    [
        ("kingada_1815_90210_01.ipynb", "canvas", "1815", "kingada_1815_90210_feedback.html"),
        ("lovelaceada_LATE_1815_90210_01-2.ipynb", "canvas", "1815",
         "lovelaceada_LATE_1815_90210_feedback.html"),
        ("李雷_70_4_my_2_files.zip/week1/01.ipynb", "canvas", "70", "李雷_70_4_feedback.html"),
        ("submissions/kinga_7_7_a.ipynb", "canvas", "7", "kinga_7_7_feedback.html"),
        ("LATE_anon_x7Qb2_90210_01.ipynb", "canvas", "anon_x7Qb2",
         "LATE_anon_x7Qb2_90210_feedback.html"),
        ("Ada Lovelace_1815_assignsubmission_file_/01.ipynb", "moodle", "1815",
         "Ada Lovelace_1815_assignsubmission_file_/feedback.html"),
        ("Ada Lovelace_1815_assignsubmission_file/01.ipynb", "moodle", "1815",
         "Ada Lovelace_1815_assignsubmission_file/feedback.html"),
        ("Team A-O'Neil, Jr._18_assignsubmission_file_/w.zip/01.ipynb", "moodle", "18",
         "Team A-O'Neil, Jr._18_assignsubmission_file_/feedback.html"),
        ("Ada Lovelace_1815_assignsubmission_file_01.ipynb", "moodle", "1815",
         "Ada Lovelace_1815_assignsubmission_file_feedback.html"),
        ("Ada Lovelace_1815_assignsubmission_file_w.zip/01.ipynb", "moodle", "1815",
         "Ada Lovelace_1815_assignsubmission_file_feedback.html"),
        ("ada/01.ipynb", "plain", "", ""),
        ("ada/3_4_01.ipynb", "plain", "", ""),
    ],
)  # fmt: skip
def test_the_name_is_the_one_that_the_lms_gave_out(
    course: Course, name: str, layout: str, number: str, page: str
) -> None:
    """From the name in the archive, as collect read it, comes where the LMS wants the page."""
    found = lms_label(received(course, "ada", name))
    assert (found.layout, found.lms_id, found.page) == (layout, number, page)


def canvas_reads(name: str) -> list[str]:
    """Return the user and the upload as Canvas takes them: the first two parts that are numbers."""
    return [part for part in Path(name).name.split("_") if re.fullmatch(r"\d+", part)][:2]


def moodle_reads(name: str) -> tuple[str, str]:
    """Return the participant and the file's name as Moodle takes them from a path."""
    parts = name.split("/")
    while parts:
        pieces = parts.pop(0).split("_", 4)
        if len(pieces) >= 4 and pieces[1].isdecimal():
            rest = "/".join([*pieces[4:], *parts])
            return pieces[1], rest.lstrip("/")
    return "", ""


def test_canvas_and_moodle_find_the_student(course: Course) -> None:
    """Read by the rules of both, each page leads to its student, and no other file is there."""
    received(
        course, "ada", "lovelaceada_LATE_1815_90210_01.ipynb", "lovelaceada_1815_90300_02.ipynb"
    )
    received(course, "bob", "Bob B._44_assignsubmission_file_/01.ipynb")
    received(course, "cleo", "cleo/01.ipynb")
    path = course.work / "back.zip"
    done = write_zip(course, "week1", ["ada", "bob", "cleo"], lambda who, group: who, path)
    assert dict(done.layouts) == {"canvas": 1, "moodle": 1, "plain": 1}
    with zipfile.ZipFile(path) as file:
        pages = {name: file.read(name).decode() for name in file.namelist()}
    ada, bob, cleo = sorted(pages, key=lambda name: pages[name])
    assert canvas_reads(ada) == ["1815", "90300"]  # the newest upload
    assert moodle_reads(bob) == ("44", "feedback.html")
    assert cleo == "cleo/feedback.html"
    assert [pages[name] for name in (ada, bob, cleo)] == ["ada", "bob", "cleo"]


def test_a_group_has_one_page_for_all(course: Course) -> None:
    """What came in under one name goes back once, addressed to everyone of the group."""
    for student in ("ada", "bob"):
        received(course, student, "teama_70_90_01.ipynb")
    asked: list[tuple[str, list[str]]] = []

    def page_for(student: str, group: list[str]) -> str:
        asked.append((student, group))
        return "the same"

    path = course.work / "back.zip"
    done = write_zip(course, "week1", ["ada", "bob"], page_for, path)
    assert "opens in a browser" in next(done.lines())
    assert asked == [("ada", ["ada", "bob"]), ("bob", ["ada", "bob"])]
    assert done.left_out == ()
    assert zipfile.ZipFile(path).namelist() == ["teama_70_90_feedback.html"]


def test_nobody_gets_another_s_page(course: Course) -> None:
    """If a person gave two of a group different points, neither page is sent to both."""
    for student in ("ada", "bob"):
        received(course, student, "teama_70_90_01.ipynb")
    path = course.work / "back.zip"
    done = write_zip(course, "week1", ["ada", "bob"], lambda who, group: who, path)
    assert done.left_out == ("ada", "bob")
    assert zipfile.ZipFile(path).namelist() == []
    assert "by hand" in next(done.lines())


def test_a_group_of_moodle_gets_its_page_by_its_number(course: Course) -> None:
    """The folder of a group leads to the group; nobody's group has no number, so no page."""
    for student in ("ada", "bob"):
        received(course, student, "Team A_70_assignsubmission_file/01.ipynb")
    for student in ("cleo", "dan"):
        received(course, student, "Standard-Gruppe_assignsubmission_file/01.ipynb")
    path = course.work / "back.zip"
    everyone = ["ada", "bob", "cleo", "dan"]
    done = write_zip(course, "week1", everyone, lambda who, group: "the same", path)
    (name,) = zipfile.ZipFile(path).namelist()
    assert moodle_reads(name) == ("70", "feedback.html")
    assert (done.nameless, dict(done.layouts)) == (("cleo", "dan"), {"moodle": 2})
    assert "no number under which it takes their pages: cleo, dan" in next(done.lines())


def test_the_same_pages_make_the_same_zip(course: Course) -> None:
    """A second run writes the same bytes."""
    received(course, "ada", "ada/01.ipynb")
    path = course.work / "back.zip"
    write_zip(course, "week1", ["ada"], lambda who, group: who, path)
    before = path.read_bytes()
    write_zip(course, "week1", ["ada"], lambda who, group: who, path)
    assert path.read_bytes() == before
