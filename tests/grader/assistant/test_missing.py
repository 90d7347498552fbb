"""Not handed in, unreadable, waiting and not graded are four things; only the first may be a 0."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from typer.testing import CliRunner

from grader import cli
from grader.assistant import leftovers
from grader.assistant.autograde import autograde
from grader.assistant.collect import collect
from grader.assistant.export import export
from grader.assistant.feedback import feedback
from grader.assistant.leftovers import Leftover
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook import opened
from grader.gradebook.results import table
from grader.judge.source import code
from grader.workers import task

TRIPLE = "def triple(x):\n    ### BEGIN SOLUTION\n    return 3 * x\n    ### END SOLUTION"
TEST = 'report = hints.Report("triple", points=3)\nwith report.part("two", points=3):\n' \
       '    hints.compare(triple(2.0), 6.0, name="triple(2)")\nreport.score()'  # fmt: skip
ANSWERS = {
    "double": "def double(x):\n    return 2 * x",
    "square": "def square(x):\n    return x * x",
    "triple": "def triple(x):\n    return 3 * x",
    "essay": "YOUR ANSWER HERE",
}
ROSTER = "student,name,email\n" + "".join(
    f"{name},{name.title()} Person,{name}@example.org\n"
    for name in ("ada", "bob", "cleo", "dan", "eve", "fay", "gus", "ivy", "jon", "kim", "leo",
                 "max", "nia", "oli")
)  # fmt: skip
# Who gets a 0 for what did not come, with the points that are then uploaded: 4 + 2 for one
# notebook and 3 for the other.
ZEROS = {"ada": "6", "cleo": "0", "ivy": "", "leo": ""}
WORDS = {
    "ada": "partly graded: not handed in",
    "bob": "partly graded: unreadable",
    "cleo": "not handed in",
    "dan": "unreadable",
    "eve": "unreadable",
    "fay": "unreadable",
    "gus": "partly graded",
    "ivy": "partly graded: not handed in, waiting for a person",
    "jon": "partly graded: not graded, unreadable",
    "kim": "unreadable",
    "leo": "partly graded: not graded, not handed in",
    "max": "partly graded: unreadable",
    "nia": "partly graded: unreadable",
    "oli": "complete",
}


def second_master(course: Course) -> None:
    """Put a second notebook beside the first, so that one of two can be missing."""

    def about(name: str, **more: object) -> dict[str, object]:
        plain = {"grade_id": name, "grade": False, "solution": False, "locked": True,
                 "task": False, "schema_version": 3}  # fmt: skip
        return {"nbgrader": plain | more}

    cells = [
        new_code_cell("from course_lib import hints", id="more-imports",
                      metadata=about("more_imports")),
        new_code_cell(TRIPLE, id="triple", metadata=about("triple", solution=True, locked=False)),
        new_code_cell(TEST, id="triple-test",
                      metadata=about("triple_test", grade=True, points=3)),
    ]  # fmt: skip
    nbformat.write(new_notebook(cells=cells), course.solutions("week1") / "02_more.ipynb")


def notebook(course: Course, name: str, **answers: str) -> bytes:
    """Return a solved notebook; its essay is left as it was released."""
    made = nbformat.read(course.solutions("week1") / f"{name}.ipynb", as_version=4)
    for cell in made.cells:
        cell.source = {**ANSWERS, **answers}.get(cell.id, code.visible(cell.source))
    return nbformat.writes(made).encode()


def encrypted(data: bytes) -> bytes:
    """Return a zip whose one member says that it is encrypted."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("02_more.ipynb", data)
    packed = bytearray(out.getvalue())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + flags] |= 1
    return bytes(packed)


def hand_ins(course: Course) -> dict[str, bytes]:
    """Return one student for each way in which a notebook can lack."""
    one, two = notebook(course, "01_tiny"), notebook(course, "02_more")
    other = notebook(course, "02_more", triple="def triple(x):\n    return x")
    return {
        "ada/01_tiny.ipynb": one,
        "bob/01_tiny.ipynb": one, "bob/02_more.ipynb": b"not json",
        "dan/week1.rar": b"Rar!\x1a\x07\x00" + b"x" * 4_000_000,
        "eve/work.zip": encrypted(two),
        "Fay Persson/01_tiny.ipynb": one, "Fay Persson/02_more.ipynb": two,
        "gus/01_tiny.ipynb": one, "gus/02_more.ipynb": two, "gus/02_more (1).ipynb": other,
        "ivy/01_tiny.ipynb": notebook(course, "01_tiny", essay="Because."),
        "jon/01_tiny.ipynb": one, "jon/02_more.html": b"<html>",
        "kim/answers.pdf": b"%PDF-1.7",
        "leo/01_tiny.ipynb": one, "leo/notes.txt": b"alone", "leo/data.csv": b"1,2",
        "max/01_tiny.ipynb": one, "max/final.ipynb": b'{"cells": [{"cell_ty',
        "nia/01_tiny.ipynb": one, "nia/02_more.ipynb": b"",
        "oli/01_tiny.ipynb": one, "oli/02_more.ipynb": two,
    }  # fmt: skip


@pytest.fixture
def class_(course: Course, tmp_path: Path, warm: None) -> Course:
    """Return a course in which the class was collected and graded."""
    second_master(course)
    (tmp_path / "r.csv").write_text(ROSTER)
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name, data in hand_ins(course).items():
            archive.writestr(name, data)
    collect(course, "week1", tmp_path / "in.zip", roster_file=tmp_path / "r.csv")
    autograde(course, "week1")
    return course


def rows(text: str, key: str) -> dict[str, dict[str, str]]:
    """Return the lines of a table by a column."""
    read = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return {row[key]: row for row in read if row[key]}


def uploaded(course: Course, **more: str) -> dict[str, str]:
    """Return what Canvas gets, by student."""
    text = export(course, "week1", form="canvas", **more).read_text("utf-8")  # type: ignore[arg-type]
    return {name: row["week1"] for name, row in rows(text, "SIS User ID").items()}


def test_each_has_its_word_and_only_what_is_missing_is_a_zero(class_: Course) -> None:
    """Fourteen ways to lack something: one word each in the table, a 0 only where nothing came."""
    said: list[str] = []
    found = rows(export(class_, "week1", say=said.append).read_text("utf-8"), "student")
    assert {name: row["status"] for name, row in found.items()} == WORDS
    assert uploaded(class_) == {"oli": "9"}
    zeros = {name: points for name, points in ZEROS.items() if points}
    assert uploaded(class_, missing="zero") == {"oli": "9", **zeros}
    found = rows(export(class_, "week1", missing="zero").read_text("utf-8"), "student")
    assert (found["ada"]["triple"], found["ada"]["status"]) == ("0", "complete")
    assert (found["cleo"]["final_points"], found["cleo"]["status"]) == ("0", "not handed in")
    assert (found["bob"]["triple"], found["dan"]["points"]) == ("", "")
    assert "handed in" in found["ada"]["explanation"]
    plain = json.loads(export(class_, "week1", form="json", missing="zero").read_text("utf-8"))
    scores = {one["student"]: one["scores"]["triple"] for one in plain["students"]}
    assert (scores["ada"], scores["nia"], scores["max"]) == (0, None, None)


def test_feedback_says_which_it_is(class_: Course) -> None:
    """A page says "not handed in" of the one and "unreadable, not a zero" of the other."""
    feedback(class_, "week1")
    pages = {name: class_.feedback("week1", name).read_text("utf-8") for name in ("ada", "bob")}
    assert "Not handed in: no file for this notebook was handed in." in pages["ada"]
    assert "Unreadable: the file is not a notebook. This is not a zero." in pages["bob"]


def test_a_grade_given_by_hand_is_stronger_than_a_zero(class_: Course, tmp_path: Path) -> None:
    """In the LMS's own table what a person gave to somebody absent stays, and is named; points
    from the formgrader for a notebook that did not come count."""
    (tmp_path / "t.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,week1 (8)\n"
        "Cleo,,cleo,,A,7\nBob,,bob,,A,5\nAda,,ada,,A,\nKim,,kim,,A,\n"
    )
    said: list[str] = []
    path = export(class_, "week1", template=tmp_path / "t.csv", missing="zero", say=said.append)
    found = {name: row["week1 (8)"] for name, row in rows(path.read_text(), "SIS User ID").items()}
    assert found == {"cleo": "7", "bob": "5", "ada": "6", "kim": ""}
    assert any("cleo handed in nothing and has 7 in Canvas, left so" in line for line in said)
    with opened(class_, "week1") as gradebook:
        grade = gradebook.find_grade("triple_test", "02_more", "week1", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.0, False
        gradebook.db.commit()
    assert uploaded(class_)["ada"] == "8"
    assert uploaded(class_, missing="zero")["ada"] == "8"


def test_a_fault_of_the_grader_is_not_missing(
    course: Course, tmp_path: Path, warm: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When grading breaks, or was never begun, nobody has handed in nothing."""

    def broken(*args: object, **more: object) -> None:
        raise ZeroDivisionError

    for name in ("ada", "bob"):
        folder = tmp_path / "in" / name
        folder.mkdir(parents=True)
        (folder / "01_tiny.ipynb").write_bytes(notebook(course, "01_tiny"))
    collect(course, "week1", tmp_path / "in")
    monkeypatch.setattr(task, "grade_submission", broken)
    autograde(course, "week1", student="ada")
    assert [row.status for row in table(course, "week1")[1]] == ["not graded"]
    found = rows(export(course, "week1", missing="zero").read_text("utf-8"), "student")
    assert {name: row["status"] for name, row in found.items()} == dict.fromkeys(
        ("ada", "bob"), "not graded"
    )
    assert {row["points"] for row in found.values()} == {""}


def test_the_option_takes_one_word(class_: Course) -> None:
    """``--missing`` is zero or nothing; the command says how many zeros it gave, and to whom."""
    with pytest.raises(GraderError, match="--missing must be one of empty, zero, got 'nought'"):
        export(class_, "week1", missing="nought")
    arguments = ["export", "week1", "--missing", "zero", "--course", str(class_.root)]
    done = CliRunner().invoke(cli.app, arguments)
    assert "Not handed in, counted as 0 (4): ada, cleo, ivy, leo" in done.output


def test_what_is_left_over_is_remembered_for_each_archive(course: Course) -> None:
    """An archive that is collected again replaces what it left over before, and no other's."""
    first, second = Leftover("a.zip", "x", "?"), Leftover("b.zip", "y", "?", student="bob")
    leftovers.store(course, "week1", "a.zip", [first])
    leftovers.store(course, "week1", "b.zip", [second])
    assert leftovers.load(course, "week1") == [first, second]
    leftovers.store(course, "week1", "a.zip", [])
    assert leftovers.load(course, "week1") == [second]
    assert second.may_be_of("bob", "bob")
    assert not second.may_be_of("", "")
    assert Leftover("a", "x", "?", guess="fay (Fay Person)").may_be_of("fay", "fay")
