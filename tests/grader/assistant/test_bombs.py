"""Sources and files that are made to be slow or to end Python cost nobody but their author.

Some are from CPython's tracker: trees that were too deep for its stack (95185), f-strings whose
tokens took quadratic time (155525), nested brackets with an escape, which made a SystemError of a
MemoryError (150001, 153437).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from grader.assistant.autograde import autograde
from grader.assistant.collect import collect
from grader.assistant.similarity import similarity
from grader.base.course import Course
from grader.gradebook.results import Row, table
from grader.judge import prepared
from grader.workers import pool

pytestmark = pytest.mark.slow
N = 90_000  # characters of a cell; more are cut off
SOURCES = {
    "many statements": "x=1;" * (N // 4),
    "400 minus signs": "MY = " + "-" * 400 + "1",
    "a deep tree": "x = 0" + "+0" * (N // 2),
    "hexadecimal digits": "MY = 0x" + "f" * 5000,
    "digits": "x = " + "9" * N,
    "open brackets": "[" * N,
    "brackets and escapes": '(x""f"\\{0}"<' * 176,
    "fields of an f-string": "x = f'" + "{a}" * (N // 3) + "'",
    "f-strings in f-strings": "x = " + "f'{" * (N // 3),
    "fields over many lines": "x = f'''" + "{\na}" * (N // 4) + "'''",
    "decorators": "@a\n" * (N // 3) + "def helper(): pass",
    "attributes": "a" + ".a" * (N // 2),
    "calls": "a" + ".a()" * (N // 4),
    "backslashes": "\\" * N,
    "lines that go on": "x = 1 " + "\\\n" * (N // 2),
    "a string without an end": "x = '" + "\\'" * (N // 2),
    "a thousand levels": "\n".join(" " * i + "if a:" for i in range(400)),
    "names": "import a" + ",a" * (N // 2),
    "surrogates": "\udcff" * N,
    "magics": "    a, b.c = " + " " * 60 + "x\n" * 9000 + "!ls",
    "type parameters": "def f[T](x): ...\n" * 1100,
    "stars": "[*x for x in x," * 1200,
}  # fmt: skip


def _conflicts(notebook: Any) -> bytes:
    return b"<<<<<<< a\n" * 50_000 + json.dumps(notebook).encode()


def _nested(notebook: Any) -> bytes:
    return b'{"cells": ' + b"[" * 900_000


def _objects(notebook: Any) -> bytes:
    return (
        json.dumps(notebook)[:-1].encode() + b', "a": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001
    )


def _starts(notebook: Any) -> bytes:
    return b'{"cells": [' + b'{"cell_type": "code", "source": "' * 25_000


def _cells(notebook: Any) -> bytes:
    own = [{"cell_type": "code", "source": f"a{n}=1"} for n in range(20_000)]
    return json.dumps({**notebook, "cells": own + notebook["cells"]}).encode()


def _same_cells(notebook: Any) -> bytes:
    return json.dumps({**notebook, "cells": notebook["cells"] * 100}).encode()


def _outputs(notebook: Any) -> bytes:
    notebook["cells"][1]["outputs"] = [{}] * 100_000
    return json.dumps(notebook).encode()


def _number(notebook: Any) -> bytes:
    return json.dumps(notebook)[:-1].encode() + b', "a": ' + b"9" * 900_000 + b"}"


def _attachments(notebook: Any) -> bytes:
    bundle = {f"{n}.png": {"image/png": "A" * 20} for n in range(20_000)}
    notebook["cells"][-1]["attachments"] = bundle
    return json.dumps(notebook).encode()


def _versions(notebook: Any) -> bytes:
    return b'"language_info":{' * 50_000 + json.dumps(notebook).encode()


FILES = (
    _conflicts, _nested, _objects, _starts, _cells, _same_cells, _outputs, _number, _attachments,
    _versions,
)  # fmt: skip


@pytest.fixture
def plain(course: Course) -> dict[str, Any]:
    """Return the notebook of a right answer, without anything of nbformat."""
    return dict(json.loads(json.dumps(nbformat.read(course.masters("week1")[0], as_version=4))))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two seconds be the limit, so that the slow ones do go over it."""
    monkeypatch.setattr(prepared, "SECONDS", 2)
    monkeypatch.setattr(prepared, "_ALONE", 2)


def _with(notebook: Any, source: str, place: str) -> bytes:
    """Put a source into a cell of its own, or behind the imports or an answer."""
    own = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "execution_count": None}
    made = json.loads(json.dumps(notebook))
    for cell in made["cells"]:
        if cell["id"] == place:
            cell["source"] += f"\n{source}"
    if place == "own":
        made["cells"].insert(2, {**own, "source": source})
    return json.dumps(made).encode()


def _graded(course: Course, files: dict[str, bytes]) -> dict[str, Row]:
    """Grade a class of twenty: the makers of these files, and others with right answers."""
    right = json.dumps(nbformat.read(course.masters("week1")[0], as_version=4)).encode()
    innocent = {f"innocent{n:02}": right for n in range(20 - len(files))}
    for student, data in {**files, **innocent}.items():
        path = course.submitted("week1", student) / "01_tiny.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    autograde(course, "week1", workers=pool.here(1))
    rows = {row.student: row for row in table(course, "week1")[1]}
    assert set(rows) == {*files, *innocent}
    assert {tuple(rows[name].scores.items()) for name in innocent} == {RIGHT}
    assert not any("grader failed" in row.explanation for row in rows.values())
    return rows


RIGHT = (("double", 4.0), ("square", 2.0), ("essay", None))
HALVES = [dict(list(SOURCES.items())[::2]), dict(list(SOURCES.items())[1::2])]


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("place", ["own", "imports"])
@pytest.mark.parametrize("sources", HALVES, ids=["one half", "other half"])
def test_a_class_with_bombs(
    course: Course, plain: dict[str, Any], sources: dict[str, str], place: str
) -> None:
    """Right answers beside a bomb get their points or are not graded; all others get theirs."""
    bombs = {name.replace(" ", "_"): _with(plain, text, place) for name, text in sources.items()}
    assert max(map(len, bombs.values())) < 1_000_000
    rows = _graded(course, bombs)
    for name in bombs:
        got = rows[name].scores
        assert got["double"] in (4.0, None), rows[name]
        assert got["square"] in (2.0, None), rows[name]
        assert None not in (got["double"], got["square"]) or rows[name].reasons


@pytest.mark.usefixtures("warm")
def test_a_class_with_made_files(course: Course, plain: dict[str, Any]) -> None:
    """Files whose JSON is made to be slow, deep or huge cost only who made them."""
    copies = {build: json.loads(json.dumps(plain)) for build in FILES}
    bombs = {build.__name__[1:]: build(copy) for build, copy in copies.items()}
    assert max(map(len, bombs.values())) < 1_100_000
    rows = _graded(course, bombs)
    for name in bombs:
        assert rows[name].scores["double"] in (4.0, None), rows[name]


@pytest.mark.usefixtures("warm")
def test_collect_and_similarity_outlast_them_too(
    course: Course, plain: dict[str, Any], hand_in: Callable[..., Any], tmp_path: Any
) -> None:
    """What reads files before and after grading says whom it could not read, and goes on."""
    archive = tmp_path / "archive"
    slow = ("fields of an f-string", "a string without an end", "hexadecimal digits")
    sources = {name.replace(" ", ""): _with(plain, SOURCES[name], "own") for name in slow}
    right = json.dumps(plain).encode()
    files = {**sources, "conflicts": _conflicts(plain), "ada": right, "bob": right}
    for student, data in files.items():
        path = archive / student / "01_tiny.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    done = collect(course, "week1", archive)
    assert set(done.new) == set(files)
    found = similarity(course, "week1")
    assert found.works == len(files)
    assert not any("ada" in line or "bob" in line for line in found.unread)


@pytest.mark.usefixtures("warm")
def test_one_slow_file_costs_its_exercises_only(course: Course, plain: dict[str, Any]) -> None:
    """The file that is slow to read is named with the reason, and the others are graded."""
    second = course.solutions("week1") / "02_more.ipynb"
    other = nbformat.read(course.masters("week1")[0], as_version=4)
    for cell in other.cells:
        cell.id = f"more-{cell.id}"
        about = cell.metadata.get("nbgrader")
        if about:
            about["grade_id"] = f"more_{about['grade_id']}"
    nbformat.write(other, second)
    own = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    slow = json.loads(json.dumps(plain))
    bomb = SOURCES["fields of an f-string"]
    slow["cells"][2:2] = [
        {**own, "id": f"own{n}", "source": f"{bomb}\n# {n}"} for n in range(20)
    ]  # fmt: skip
    folder = course.submitted("week1", "ada")
    folder.mkdir(parents=True)
    (folder / "01_tiny.ipynb").write_text(json.dumps(slow))
    nbformat.write(other, folder / "02_more.ipynb")
    autograde(course, "week1", workers=pool.here(1))
    (row,) = table(course, "week1")[1]
    assert row.scores["double"] is None
    assert "reading this file takes more than 2 s of computing" in row.explanation
    assert (row.scores["more_double"], row.scores["more_square"]) == (4.0, 2.0)
