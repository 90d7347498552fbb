"""What editors and full disks make of an instructor's files: mended, or one sentence."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.assistant.export import export
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.instructor.release import release
from grader.masters.leaks import find_leaks

STATE = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"model_name": "x"}}}}


def edited(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a notebook as JSON."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def as_version_3(path: Path) -> None:
    """Save a notebook in the format of 2014."""
    nbformat.write(nbformat.convert(nbformat.read(path, as_version=4), 3), path)


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "utf-8 with a mark": (
        lambda path: path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes()),
        "begins with a byte-order mark",
    ),
    "utf-16": (
        lambda path: path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16")),
        "begins with a byte-order mark",
    ),
    "no bytes": (lambda path: path.write_bytes(b""), "it is empty"),
    "a conflict": (
        lambda path: path.write_bytes(path.read_bytes().replace(b"{\n", b"{\n<<<<<<< HEAD\n", 1)),
        "line 2 begins a merge conflict",
    ),
    "a web page": (lambda path: path.write_text("<html>"), "is not a valid notebook"),
    "another format": (as_version_3, "its format is 3, not 4"),
    "two cells of one id": (
        lambda path: edited(path, lambda book: book["cells"].append(book["cells"][0])),
        "two cells have the id 'title'",
    ),
    "no metadata": (
        lambda path: edited(path, lambda book: book.pop("metadata")), "is not a valid notebook",
    ),
    "a list": (lambda path: path.write_text("[1]"), "is not a valid notebook"),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_master_is_refused_in_one_sentence(course: Course, odd: str) -> None:
    """The release names the file and what is wrong with it; nothing is written."""
    change, said = ODD[odd]
    change(course.masters("week1")[0])
    with pytest.raises(GraderError, match=r"01_tiny\.ipynb is not a valid notebook") as caught:
        release(course, "week1")
    assert said in str(caught.value)
    assert not course.release("week1").exists()


def test_what_programs_leave_in_a_master_is_not_released(course: Course) -> None:
    """States of widgets, times and who ran a cell stay with the instructor."""
    path = course.masters("week1")[0]

    def opened(book: dict[str, Any]) -> None:
        book["metadata"] |= {"widgets": STATE, "colab": {"provenance": []}, "signature": "sha"}
        book["metadata"] |= {"title": "Tiny"}
        for cell in book["cells"]:
            cell["metadata"] |= {
                "executionInfo": {"user": {"displayName": "Prof. X"}},
                "execution": {"iopub.status.busy": "2026-11-12"},
                "papermill": {"duration": 1},
                "tags": ["kept"],
            }

    edited(path, opened)
    (released,) = release(course, "week1")
    book = json.loads(released.read_text(encoding="utf-8"))
    assert book["metadata"].keys() == {"kernelspec", "title"}
    left = {name for cell in book["cells"] for name in cell["metadata"]}
    assert left == {"tags", "nbgrader", "deletable", "editable"}


def test_a_secret_in_a_widget_s_state_is_still_a_secret(course: Course) -> None:
    """That a widget has shown a line of a solution to the instructor makes it no visible text."""
    path = course.masters("week1")[0]
    secret = "twice_the_value = 2 * x"
    edited(path, lambda book: book["metadata"].update(widgets={"state": secret}))
    (released,) = release(course, "week1")
    assert find_leaks(path, released) == []
    edited(released, lambda book: book["cells"][0].update(source=f"# Tiny\n{secret}"))
    assert [leak.line for leak in find_leaks(path, released)] == [secret]


def sql(*lines: str) -> Callable[[Path], object]:
    """Return a change of a database."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            for line in lines:
                connection.execute(line)

    return change


def folder(path: Path) -> None:
    """Put a folder in the place of a file."""
    path.unlink()
    path.mkdir()


GRADEBOOKS: dict[str, tuple[Callable[[Path], object], str]] = {
    "no bytes": (  # jupyter/nbgrader 741 and 1854
        lambda path: path.write_bytes(b""), "is empty. Run `grader autograde week1` first",
    ),
    "no gradebook": (
        lambda path: (path.write_bytes(b""), sql("CREATE TABLE photos (a)")(path)),
        "is a database of another program, with the table 'photos'",
    ),
    "a table": (lambda path: path.write_text("student,grade\nada,3\n" * 200), "not a database"),
    "a folder": (folder, "must be a file, got a folder"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:5000]), "malformed"),
    "nothing graded": (lambda path: None, "Nothing of week1 was graded yet"),
}  # fmt: skip


@pytest.mark.parametrize("odd", GRADEBOOKS)
def test_an_odd_gradebook_is_one_sentence(
    course: Course, odd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export names the file and what it is, and writes nothing; no program is looked for."""
    monkeypatch.setenv("PATH", "")
    change, said = GRADEBOOKS[odd]
    change(course.database)
    with pytest.raises(GraderError) as caught:
        export(course, "week1")
    assert said in str(caught.value)
    assert not (course.work / "week1.csv").exists()


def test_a_database_of_another_program_is_not_written_over(course: Course) -> None:
    """What stands in the gradebook's place and is none stays as it was."""
    course.database.write_bytes(b"")
    sql("CREATE TABLE photos (a)", "INSERT INTO photos VALUES ('mine')")(course.database)
    before = course.database.read_bytes()
    with pytest.raises(GraderError, match="another program"):
        release(course, "week1")
    assert course.database.read_bytes() == before


def test_an_old_gradebook_says_what_may_mend_it(course: Course) -> None:
    """A column that nbgrader has added since is named, with the command that adds it."""
    sql("ALTER TABLE notebook DROP COLUMN kernelspec")(course.database)  # jupyter/nbgrader 720
    with pytest.raises(GraderError, match=r"kernelspec.*nbgrader db upgrade"):
        release(course, "week1")
