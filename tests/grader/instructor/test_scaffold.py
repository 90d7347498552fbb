"""``grader new`` writes what works at once, or says why it cannot and leaves no trace."""

import ast
import os
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from typer.testing import CliRunner

from grader import cli
from grader.base import files as base_files
from grader.base.course import Course
from grader.base.trains import trains_in
from grader.instructor.answers import stored_answers
from grader.instructor.scaffold.python_text import appended, with_import
from grader.masters.exercise import exercises

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def copied(tmp_path: Path) -> Course:
    """A course with week 4, without caches."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions", ignore=ignore)
    return Course(tmp_path)


@pytest.fixture
def run(copied: Course) -> Run:
    """``grader new`` in that course: exit code, and all output in one line."""

    def new(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli.app, ["new", *words, "--course", str(copied.root)])
        return done.exit_code, " ".join(done.output.split())

    return new


def files(folder: Path) -> dict[str, bytes]:
    """Return every file and folder below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b""
            for p in folder.rglob("*") if "__pycache__" not in p.parts}  # fmt: skip


def opened(course: Course, name: str) -> Any:
    return nbformat.read(course.solutions("week4") / f"{name}.ipynb", as_version=4)


def rows(title: str) -> list[str]:
    """Return the lines of the table at the top, without its headings."""
    return [line for line in title.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("notebook", ["01", "02", "03_custom_losses", "04_l1", "05", "06.ipynb"])
def test_an_exercise_adds_its_cells_and_changes_nothing_else(
    run: Run, copied: Course, notebook: str
) -> None:
    """In each master: three cells more, points, row and list of exercises; no other line."""
    before = files(copied.root)
    code, said = run("exercise", "week4", "middle_value", "--notebook", notebook, "--points", "2.5")
    assert code == 0, said
    assert said.count("By hand") == 1
    assert "By hand: Move the cells to their section: they stand behind " in said
    after = files(copied.root)
    (master,) = [name for name in before if after[name] != before[name]]
    assert {name for name in after if name not in before} == {
        f"solutions/week4/{name}"
        for name in ("exercises/middle_value.py", "answers/middle_value",
                     "answers/middle_value/right_loop.py", "answers/middle_value/wrong_sum.py")
    }  # fmt: skip
    old = {cell.id: cell for cell in nbformat.reads(before[master].decode(), as_version=4).cells}
    new = nbformat.reads(after[master].decode(), as_version=4).cells
    assert [cell.id for cell in new if cell.id not in old] == [
        "middle_value_text", "middle_value", "middle_value_test",
    ]  # fmt: skip
    changed = [cell.id for cell in new if cell.id in old and cell != old[cell.id]]
    assert changed == ["title", "summary_of_tests"]
    (points,) = re.findall(r"\*\*Points:\*\* ([\d.]+\d)", new[0].source)
    graded = (cell.metadata.get("nbgrader", {}) for cell in new)
    assert float(points) == sum(mark["points"] for mark in graded if mark.get("grade"))
    listed = ast.literal_eval(re.search(r"\[.*?\]", new[-1].source, re.DOTALL)[0])  # type: ignore[index]
    assert listed[-1] == "middle_value"
    was, now = rows(old["title"].source), rows(new[0].source)
    row = "| `middle_value` | core | 2.5 | 15 | – | – |"
    last_core = max(i for i, line in enumerate(was) if "| core |" in line)
    assert now == [*was[: last_core + 1], row, *was[last_core + 1 :]]
    text = next(cell.source for cell in new if cell.id == "middle_value_text")
    assert text.splitlines()[0] == "### Exercise: middle value (2.5 points) · core"
    assert all(len(line) <= 115 for line in new[-1].source.splitlines())


def test_an_extension_behind_another_exercise(run: Run, copied: Course) -> None:
    """Its path is said at all three places, and nothing is left to move."""
    code, said = run(
        *("exercise", "week4", "middle_value", "--notebook", "03", "--extension"),
        *("--after", "credit_loss", "--minutes", "25"),
    )
    assert code == 0, said
    assert "By hand" not in said
    cells = opened(copied, "03_custom_losses").cells
    order = [cell.id for cell in cells]
    assert order[order.index("credit_loss_test") + 1] == "middle_value_text"
    assert rows(cells[0].source)[-1] == "| `middle_value` | extension | 3 | 25 | – | – |"
    title = next(c.source for c in cells if c.id == "middle_value_text").splitlines()[0]
    assert title == "### Exercise: middle value (3 points) · extension"
    listed = cells[-1].source.partition("extensions=")[2].partition("]")[0] + "]"
    assert ast.literal_eval(listed) == ["stable_cross_entropy", "best_threshold", "middle_value"]


def test_an_exercise_stands_behind_a_written_answer(run: Run, copied: Course) -> None:
    """``--after`` takes each exercise, also one that a person marks."""
    words = ("exercise", "week4", "middle_value", "--notebook", "02", "--after", "why_zero")
    assert run(*words)[0] == 0
    order = [cell.id for cell in opened(copied, "02_backprop").cells]
    assert order[order.index("why_zero") + 1] == "middle_value_text"


def test_an_extension_that_no_list_has_room_for_is_said(run: Run, copied: Course) -> None:
    """A summary without extensions, as a new notebook has it, is left to a person."""
    assert run("notebook", "week4", "07_more")[0] == 0
    code, said = run("exercise", "week4", "new_one", "--notebook", "07", "--extension")
    assert code == 0
    assert 'By hand: Name "new_one" in the extensions=[...] of the hints.summary' in said


def test_practice_is_begun_where_other_exercises_have_it(run: Run, copied: Course) -> None:
    """TRAINS has the questions of the statements that are taught above; elsewhere there is none."""
    words = ("exercise", "week4", "middle_value", "--notebook", "03", "--after", "credit_loss")
    assert run(*words)[0] == 0
    week = copied.week("week4")
    found = trains_in((week.folder / "exercises" / "middle_value.py").read_text(encoding="utf-8"))
    table = tomllib.loads((week.folder / "slides.toml").read_text(encoding="utf-8"))["item"]
    asked = {q for row in table if row["notebook"] == "03_custom_losses" for q in row["questions"]}
    assert found is not None
    assert found.keys() == {""}
    assert set(found[""]) <= asked
    assert run("week", "week9")[0] == 0
    assert run("exercise", "week9", "middle_value")[0] == 0
    source = (copied.solutions("week9") / "exercises" / "middle_value.py").read_text()
    assert trains_in(source) is None


def test_practice_that_cannot_be_guessed_is_said(run: Run, copied: Course) -> None:
    """Nothing of the lecture is taught above: then a person must choose the questions."""
    assert run("notebook", "week4", "07_more")[0] == 0
    code, said = run("exercise", "week4", "new_one", "--notebook", "07")
    assert code == 0
    assert "By hand: Write TRAINS into exercises/new_one.py" in said


def test_the_stored_answers_of_a_new_exercise_are_of_its_points(run: Run, copied: Course) -> None:
    """Header and cell agree for points that are no whole number, too."""
    assert run("exercise", "week4", "middle_value", "--notebook", "02", "--points", "0.5")[0] == 0
    (made,) = [e for e in exercises(copied.masters("week4")) if e.name == "middle_value"]
    assert made.points == 0.5
    assert [a.score for a in stored_answers(copied, "week4", "middle_value")] == [0.5, 0]


# Each refusal: the words, and what the message must contain.
EXERCISE = ("exercise", "week4")
REFUSED = {
    "exists": ([*EXERCISE, "ridge_fit", "--notebook", "04"], "ridge_fit already"),
    "exists but for capitals": ([*EXERCISE, "Ridge_Fit", "--notebook", "04"], "already"),
    "a cell has it": ([*EXERCISE, "why", "--notebook", "04"], "why_text already"),
    "the notebook's code has it": ([*EXERCISE, "features", "--notebook", "04"], "uses it"),
    "an import has it": ([*EXERCISE, "hints", "--notebook", "04"], "uses it"),
    "no identifier": ([*EXERCISE, "2nd-try", "--notebook", "04"], "must begin with a letter"),
    "a path": ([*EXERCISE, "../evil", "--notebook", "04"], "must begin with a letter"),
    "empty": ([*EXERCISE, "", "--notebook", "04"], "must begin with a letter"),
    "shared file": ([*EXERCISE, "_shared", "--notebook", "04"], "must begin with a letter"),
    "other letters": ([*EXERCISE, "größe", "--notebook", "04"], "must begin with a letter"),
    "keyword": ([*EXERCISE, "lambda", "--notebook", "04"], "word of Python"),
    "builtin": ([*EXERCISE, "sum", "--notebook", "04"], "Python's own"),
    "test": ([*EXERCISE, "relu_test", "--notebook", "04"], "test_"),
    "long": ([*EXERCISE, "a" * 60, "--notebook", "04"], "at most 48"),
    "points": ([*EXERCISE, "new_one", "--notebook", "04", "--points", "0.3"], "multiple of 0.5"),
    "no points": ([*EXERCISE, "new_one", "--notebook", "04", "--points", "0"], "above 0"),
    "not a number": ([*EXERCISE, "new_one", "--notebook", "04", "--points", "nan"], "multiple"),
    "after what is not there": (
        [*EXERCISE, "new_one", "--notebook", "03", "--after", "credit_los"],
        "no exercise credit_los. Did you mean credit_loss?",
    ),
    "notebook unknown": (
        [*EXERCISE, "new_one", "--notebook", "02_backdrop"], "Did you mean 02_backprop?",
    ),
    "notebook ambiguous": (
        [*EXERCISE, "new_one", "--notebook", "0"], "may be 01_activations or 02_backprop",
    ),
    "no notebook": ([*EXERCISE, "new_one"], "Add --notebook"),
    "week unknown": (["exercise", "weak4", "new_one", "--notebook", "04"], "Did you mean week4?"),
    "week exists": (["week", "week4"], "week4 already"),
    "week exists but for capitals": (["week", "Week4"], "week4 already"),
    "week is a path": (["week", "../week5"], "must begin with a letter"),
    "notebook exists": (["notebook", "week4", "04_other"], "04_l1_l2_regularization already"),
    "notebook's name": (["notebook", "week4", "trees"], "07_trees"),
    "notebook of no week": (["notebook", "weak4", "07_trees"], "Did you mean week4?"),
    "question exists": (["question", "week4", "lasso_weight", "--topic", "penalties"], "already"),
    "question of another topic": (
        ["question", "week4", "lasso_weight", "--topic", "neuron"], "see penalties.py",
    ),
    "helper of the topic": (["question", "week4", "pick", "--topic", "penalties"], "used already"),
    "question keyword": (["question", "week4", "in", "--topic", "penalties"], "word of Python"),
    "question in no week": (["question", "w4", "new_one", "--topic", "losses"], "week4"),
    "topic keyword": (["question", "week4", "new_one", "--topic", "class"], "word of Python"),
    "topic mistyped": (
        ["question", "week4", "new_one", "--topic", "penaltys"], "Did you mean penalties?",
    ),
    "no topic": (["question", "week4", "new_one", "--topic", "cheatsheet"], "something else"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "part"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    run: Run, copied: Course, words: list[str], part: str
) -> None:
    """One message, exit code 1, and every file of the course as it was."""
    before = files(copied.root)
    code, said = run(*words)
    assert code == 1, said
    assert part in said
    assert files(copied.root) == before


@pytest.mark.parametrize("fails_at", range(1, 5))
def test_a_failure_between_two_files_leaves_none_of_them(
    run: Run, copied: Course, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Whichever file cannot be put in its place, the others are taken back, folders too."""
    before = files(copied.root)
    calls: Iterator[int] = iter(range(1, 100))
    replace = os.replace

    def failing(source: Any, target: Any) -> None:
        if next(calls) == fails_at:
            raise OSError(28, "No space left on device", str(target))
        replace(source, target)

    monkeypatch.setattr(base_files.os, "replace", failing)
    code, said = run("exercise", "week4", "new_one", "--notebook", "04")
    assert code == 1
    assert "No space left" in said
    assert files(copied.root) == before


def test_what_cannot_be_changed_safely_is_said(run: Run, copied: Course) -> None:
    """A title whose points are wrong already, and a list that is no list, are left to a person."""
    path = copied.solutions("week4") / "06_early_stopping.ipynb"
    text = path.read_text(encoding="utf-8").replace("**Points:** 10", "**Points:** 11")
    text = text.replace("hints.summary([", "hints.summary(sorted([").replace('"]"', '"])"')
    path.write_text(text, encoding="utf-8")
    code, said = run("exercise", "week4", "new_one", "--notebook", "06")
    assert code == 0
    assert "By hand: Write **Points:** 13 at the top of the notebook." in said
    assert 'By hand: Name "new_one" in the hints.summary' in said
    assert "**Points:** 11" in opened(copied, "06_early_stopping").cells[0].source


def test_a_notebook_that_imports_nothing_gets_what_the_cells_need(run: Run, copied: Course) -> None:
    """NumPy and hints are imported in the new cells if no other cell does it."""
    path = copied.solutions("week4") / "07_empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    code, said = run("exercise", "week4", "new_one", "--notebook", "07")
    assert code == 0, said
    _, answer, test = opened(copied, "07_empty").cells
    assert answer.source.startswith("import numpy as np\n")
    assert test.source.startswith("from course_lib import hints\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("X = []", "X = [new]"),
        ("X = [a]", "X = [a, new]"),
        ("X = [a,]", "X = [a, new]"),
        ('X = ["ü", a]  # ä', 'X = ["ü", a, new]  # ä'),
        ("X = [\n    a,\n    b,\n]\n", "X = [\n    a,\n    b,\n    new,\n]\n"),
        ("X = [\n    a,\n    b\n]\n", "X = [\n    a,\n    b,\n    new,\n]\n"),
        ("X = [\n    a,  # first\n]\n", "X = [\n    a,  # first\n    new,\n]\n"),
        ("X = [\n    a  # first\n]\n", "X = [\n    a,  # first\n    new,\n]\n"),
        ("X = [\n]\n", "X = [\nnew]\n"),
        ("f([a,\n   b])\n", "f([a,\n   b, new])\n"),
    ],
)
def test_an_entry_is_added_as_a_person_would(before: str, after: str) -> None:
    """Other entries, comments, letters beyond ASCII and line breaks stay where they are."""
    (node,) = [n for n in ast.walk(ast.parse(before)) if isinstance(n, ast.List)]
    assert appended(before, node, "new") == after


def test_an_entry_that_does_not_fit_begins_a_line() -> None:
    """No line grows beyond 100 characters, and the formatter is told to leave it."""
    before = f"X = [{', '.join(['abcdefgh'] * 9)}]\n"
    (node,) = [n for n in ast.walk(ast.parse(before)) if isinstance(n, ast.List)]
    after = appended(before, node, "another")
    assert after == before.replace("]\n", ",\n     another]  # fmt: skip\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from m import a, new\n", "from m import a, new\n"),
        ("from m import z\n", "from m import new, z\n"),
        ("from m import CASE, Kind, z\n", "from m import CASE, Kind, new, z\n"),
        ("from m import a as b\n", "from m import a as b\nfrom m import new\n"),
        ("from a import b\nfrom z import c", "from a import b\nfrom m import new\nfrom z import c"),
        ("import os\n\nx = 1\n", "import os\nfrom m import new\n\nx = 1\n"),
        ('"""Text."""\nx = 1\n', '"""Text."""\nfrom m import new\nx = 1\n'),
    ],
)  # fmt: skip
def test_an_import_is_added_once_and_in_order(before: str, after: str) -> None:
    """What is imported already stays as it is; a new name stands where ruff wants it."""
    assert with_import(before, "m", "new") == after
