"""Promises of the notebook on backpropagation."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from figures import require_texts

from course_lib.activations import ACTIVATIONS
from course_lib.backprop import one_neuron
from course_lib.losses import LOSSES


@pytest.fixture(scope="module")
def notebook(master: Callable[[str], Any]) -> Any:
    """The master."""
    return master("02_backprop")


@pytest.mark.slow
def test_it_runs_from_top_to_end(notebook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell runs, demonstrations included, and no warning is given."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # plots for the mouse stay closed
    shown: list[object] = []
    monkeypatch.setattr(builtins, "display", lambda *items: shown.extend(items), raising=False)
    values = notebook.run(notebook.code, {"__name__": "__main__"})
    assert len(shown) == 5
    count = len(notebook.exercises())
    assert f"{count} of {count} exercises" in repr(values["summary_of_tests"])
    assert require_texts([*shown, *values.values()]) == 11


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
