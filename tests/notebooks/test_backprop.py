"""Promises of the notebook on backpropagation."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_lib.activations import ACTIVATIONS
from course_lib.backprop import one_neuron
from course_lib.losses import LOSSES

EXERCISES = {
    "neuron_locals": 2,
    "neuron_gradient": 2,
    "dense_backward": 5,
    "two_layer_backward": 4,
    "momentum_step": 2,
    "numeric_gradient": 2,
    "planted_bug": 3,
    "train_symmetry": 3,
}


@pytest.fixture(scope="module")
def notebook(master: Callable[[str], Any]) -> Any:
    """The master."""
    return master("02_backprop")


def test_its_exercises_and_points_are_the_planned_ones(notebook: Any) -> None:
    """23 points are autograded, 2 are for the written answer, and the title says so."""
    assert notebook.exercises() == EXERCISES
    marks = [c.metadata.get("nbgrader", {}) for c in notebook.cells if c.cell_type == "markdown"]
    assert [(m["grade_id"], m["points"]) for m in marks if m.get("grade")] == [("why_zero", 2)]
    assert "**Points:** 25, of which 2 are for a written answer" in notebook.text()


def test_the_master_gets_every_point_without_the_demonstrations(notebook: Any) -> None:
    """No test depends on a demo cell: without them each exercise has full marks."""
    values = notebook.run(notebook.graded(), {"__name__": "__main__"})
    scores = {cell: value for cell, value in values.items() if cell.endswith("_test")}
    assert {name: float(scores[f"{name}_test"]) for name in EXERCISES} == EXERCISES


def test_what_grading_runs_is_cheap(notebook: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A solved notebook without its demonstrations needs less than a second of CPU."""
    seconds = notebook.cpu_seconds()
    with capsys.disabled():
        print(f"\n02_backprop: {seconds:.2f} s of CPU when graded")
    assert seconds < 1.0


@pytest.mark.slow
def test_it_runs_from_top_to_end(notebook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell runs, demonstrations included, and no warning is given."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # plots for the mouse stay closed
    shown: list[object] = []
    monkeypatch.setattr(builtins, "display", lambda *items: shown.extend(items), raising=False)
    values = notebook.run(notebook.code, {"__name__": "__main__"})
    assert len(shown) == 3
    assert "8 of 8 exercises" in repr(values["summary_of_tests"])


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


def test_the_hand_computations_in_the_text_are_right(notebook: Any) -> None:
    """The example without calculator and the answer of self-test 1, computed by the library."""
    text = notebook.text()
    assert "$w = (1, -2)$, $b = 0$, $x = (2, 1)$, $y = 1$. Here $z = 0$" in text
    assert np.dot([1, -2], [2, 1]) == 0

    assert "$w = (2, -1)$, $b = 0$, $x = (1, 2)$, $y = 0$" in text
    sigmoid, mse = ACTIVATIONS["sigmoid"], LOSSES["mse"]
    step = one_neuron([1.0, 2.0], [2.0, -1.0], 0.0, 0.0, activation=sigmoid, loss=mse)
    assert (step.z, step.a) == (0.0, 0.5)
    assert "= (0.25, 0.5)$ and $\\partial L/\\partial b = 0.25$" in text
    assert step.dL_dw.tolist() == [0.25, 0.5]
    assert step.dL_db == 0.25
    assert "After the step: $w = (1, -3)$, $b = -1$" in text
    w, b = step.updated([2.0, -1.0], 0.0, 4.0)
    assert (w.tolist(), b) == ([1.0, -3.0], -1.0)


def test_the_sigmoids_steepest_slope_is_a_quarter(notebook: Any) -> None:
    """Section 9 rests on it."""
    assert r"$\sigma'(0) = \tfrac14$" in notebook.text()
    slopes = ACTIVATIONS["sigmoid"].derivative(np.linspace(-9, 9, 1801))
    assert slopes.max() == ACTIVATIONS["sigmoid"].derivative(0.0) == 0.25


def test_the_papers_settings_are_those_of_the_source(notebook: Any) -> None:
    """Rumelhart, Hinton and Williams (1986), caption of figure 1."""
    text = notebook.text()
    for fact in ("learning rate 0.1", "momentum 0.9", "$(-0.3, 0.3)$", "1,425 sweeps"):
        assert fact in text


@pytest.mark.parametrize(
    "statement",
    [
        # what the slides on backpropagation state, as it stands in the notebook
        r"z = w^\top x + b = \sum_{i=1}^d w_i x_i + b",
        r"a = \phi(z)",
        r"L = \ell(a, y)",
        r"\partial z/\partial w_i = x_i",
        r"\partial z/\partial b = 1",
        r"\frac{\partial L}{\partial w_i} = \frac{\partial L}{\partial a}",
        r"w := w - \alpha \frac{\partial L}{\partial w}",
        r"\dfrac{\partial y_j^{(l)}}{\partial a_j^{(l)}}\cdot\dfrac{\partial a_j^{(l)}}",
        "from neuron $i$ in layer $l-1$ to neuron $j$ in layer $l$",
        "It should be $\\partial a/\\partial z$",
        "Nature 323, 533–536 (1986)",
    ],
)
def test_the_slides_statements_are_taught(notebook: Any, statement: str) -> None:
    """Nothing on the slides "Back Propagation" is left out, its slip included."""
    assert statement in notebook.text()
