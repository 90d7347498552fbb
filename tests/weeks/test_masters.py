"""Promises that the masters of all weeks keep; what one says is tested in its week's folder."""

from __future__ import annotations

import ast
import contextlib
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from masters import ROOT, WEEKS, Master, Week

from grader.base.course import Course
from grader.instructor.answers import stored_answers

MASTERS = [path for week in WEEKS for path in week.masters]
EXERCISES = [(path, name) for path in MASTERS for name in Master(path).exercises()]


@pytest.fixture(scope="module", params=MASTERS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def notebook(request: pytest.FixtureRequest) -> Master:
    """Each master in turn."""
    return Master(request.param)


def test_the_title_says_the_points_of_the_cells(notebook: Master) -> None:
    """What is autograded, what a person marks, and what the notebook says at its top agree."""
    marks = [c.metadata.get("nbgrader", {}) for c in notebook.cells if c.cell_type == "markdown"]
    written = sum(m["points"] for m in marks if m.get("grade"))
    points = sum(notebook.exercises().values()) + written
    by_hand = f", of which {written:g} are for a written answer" if written else "."
    assert f"**Points:** {points:g}{by_hand}" in notebook.text()


def test_the_master_gets_every_point_without_the_demonstrations(notebook: Master) -> None:
    """No test depends on a demo cell: without them each exercise has full marks."""
    values = notebook.run(notebook.graded(), {"__name__": "__main__"})
    scores = {cell: value for cell, value in values.items() if cell.endswith("_test")}
    planned = notebook.exercises()
    assert {name: float(scores[f"{name}_test"]) for name in planned} == planned


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.folder.name)
def test_each_exercise_has_a_file_that_its_test_imports(week: Week) -> None:
    """The test cell of an exercise uses the file of its name and no other one."""
    files = {path.stem for path in week.exercises if not path.stem.startswith("_")}
    imported = {}
    for path in week.masters:
        for cell in Master(path).code:
            about = cell.metadata.get("nbgrader", {})
            if about.get("grade"):
                found = re.findall(r"^from exercises import (\w+)", cell.source, re.M)
                imported[about["grade_id"].removesuffix("_test")] = found
    assert imported == {name: [name] for name in files}


@pytest.mark.parametrize(("path", "exercise"), EXERCISES, ids=[name for _, name in EXERCISES])
def test_stored_answers_are_plenty(path: Path, exercise: str) -> None:
    """At least 3 right and 8 wrong answers of each exercise wait for ``grader check``."""
    for kind, least in (("right", 3), ("wrong", 8)):
        stored = len(Master(path).answers(exercise, kind))
        assert stored >= least, f"answers/{exercise} has {stored} {kind}_*.py, {least} are wanted"


def test_a_visible_test_shows_no_solution(notebook: Master) -> None:
    """A test cell calls and compares; it contains no product, power or sum to copy."""
    cells = [c for c in notebook.code if c.metadata.get("nbgrader", {}).get("grade")]
    for cell in cells:
        visible = cell.source.partition("### BEGIN HIDDEN TESTS")[0]
        for node in ast.walk(ast.parse(visible)):
            assert not isinstance(node, ast.BinOp), f"{cell.id}: {ast.unparse(node)}"


def imports(source: str) -> Iterator[str]:
    """Yield the modules that a text imports, anywhere; what is no Python imports none."""
    with contextlib.suppress(SyntaxError):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.folder.name)
def test_a_stored_answer_says_what_it_needs_beyond_a_student_s_packages(week: Week) -> None:
    """Where only the student's packages are installed, every other answer can be graded."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = {re.split(r"[<>=~]", line)[0] for line in project["dependencies"]}
    students = {*sys.stdlib_module_names, *packages, "course_lib", "exercises"}
    for answer in stored_answers(Course(ROOT), week.folder.name):
        names = {name.partition(".")[0] for name in imports(answer.code)}
        assert names - students == {*answer.needs}, f"{answer.exercise}/{answer.name}"
