"""Promises of the notebook on dropout."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest

from course_lib.linear_models import Ridge

EXERCISES = {"dropout_forward": 4, "dropout_backward": 2, "find_the_lie": 3, "expected_noise": 3}


@pytest.fixture(scope="module")
def notebook(master: Callable[[str], Any]) -> Any:
    """The master."""
    return master("05_dropout")


def test_its_exercises_and_points_are_the_planned_ones(notebook: Any) -> None:
    """All 12 points are autograded, and the title says so."""
    assert notebook.exercises() == EXERCISES
    assert "**Points:** 12." in notebook.text()


def test_the_master_gets_every_point_without_the_demonstrations(notebook: Any) -> None:
    """No test depends on a demo cell: without them each exercise has full marks."""
    values = notebook.run(notebook.graded(), {"__name__": "__main__"})
    scores = {cell: value for cell, value in values.items() if cell.endswith("_test")}
    assert {name: float(scores[f"{name}_test"]) for name in EXERCISES} == EXERCISES


def test_what_grading_runs_is_cheap(notebook: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A solved notebook without its demonstrations needs less than a second of CPU."""
    seconds = notebook.cpu_seconds()
    with capsys.disabled():
        print(f"\n05_dropout: {seconds:.2f} s of CPU when graded")
    assert seconds < 1.0


@pytest.mark.slow
def test_it_runs_from_top_to_end(notebook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell runs, demonstrations included, and no warning is given."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # plots for the mouse stay closed
    monkeypatch.setattr(builtins, "display", lambda *items: None, raising=False)
    values = notebook.run(notebook.code, {"__name__": "__main__"})
    assert "4 of 4 exercises" in repr(values["summary_of_tests"])


@pytest.mark.parametrize("exercise", EXERCISES)
def test_stored_answers_are_plenty(notebook: Any, exercise: str) -> None:
    """At least 3 right and 8 wrong answers of each exercise wait for ``grader check``."""
    assert len(notebook.answers(exercise, "right")) >= 3
    assert len(notebook.answers(exercise, "wrong")) >= 8


def test_a_visible_test_shows_no_solution(notebook: Any) -> None:
    """A test cell calls and compares; it contains no product, power or sum to copy."""
    cells = [c for c in notebook.code if c.metadata.get("nbgrader", {}).get("grade")]
    for cell in cells:
        visible = cell.source.partition("### BEGIN HIDDEN TESTS")[0]
        for node in ast.walk(ast.parse(visible)):
            assert not isinstance(node, ast.BinOp), f"{cell.id}: {ast.unparse(node)}"


@pytest.mark.parametrize("statement", ["torch.nn.Dropout(p=0.5, inplace=False)",
    "randomly zeroes some of the elements of the input tensor with probability",
    "*each epoch: randomly ignore some neurons.*", "co-adapt", "Improves robustness"])  # fmt: skip
def test_the_slides_statements_are_taught(notebook: Any, statement: str) -> None:
    """Nothing on the slide "Dropout" is left out."""
    assert statement in notebook.text()


def test_the_third_answer_is_the_average_over_all_masks(notebook: Any) -> None:
    """Self-test 3: mean 5, variance 13, expected squared error 14."""
    text = notebook.text()
    assert "The mean of $z$ is 5, its variance $\\frac{0.5}{0.5}(9 + 4) = 13$" in text
    assert "$(5-4)^2 + 13 = 14$, without it 1" in text
    z = np.array([np.dot([1, 2], np.multiply(m, [3, 1])) / 0.5 for m in product((0, 1), repeat=2)])
    assert (z.mean(), z.var(), ((z - 4) ** 2).mean()) == (5, 13, 14)


def test_the_shrunken_sums_are_those_of_ridge(notebook: Any) -> None:
    """Section 6 predicts 0.92 and 0.75 for three equal features; so does the library's ridge."""
    assert "0.92 for $p = 0.2$ and 0.75 for $p = 0.5$" in notebook.text()
    x = np.array([[1.0], [-1.0]]) * np.ones(3)
    for p, total in ((0.2, 0.92), (0.5, 0.75)):
        ridge = Ridge(2 * p / (1 - p)).fit(x, x[:, 0])  # the slide's cost is a sum over two rows
        assert round(float(ridge.coef_.sum()), 2) == total


def test_the_cited_figures_are_those_of_the_source(notebook: Any) -> None:
    """Srivastava and others (2014), table 9, and the rerun of the assignment with one mask."""
    text = notebook.text()
    for fact in ("1.62 % with L2", "1.25 % with dropout and L2", "1.05 % with dropout and a bound"):
        assert fact in text
    assert "92.5 % to 94.0 % over 14 seeds" in text
