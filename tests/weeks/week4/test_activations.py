"""Promises of the notebook on networks and activation functions."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from figures import require_texts

from course_lib.activations import ACTIVATIONS
from course_lib.mlp import MLP


@pytest.fixture(scope="module")
def notebook(master: Callable[[str], Any]) -> Any:
    """The master."""
    return master("01_activations")


@pytest.mark.slow
def test_it_runs_from_top_to_end(notebook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell runs, demonstrations included, and no warning is given."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # plots for the mouse stay closed
    shown: list[object] = []
    monkeypatch.setattr(builtins, "display", lambda *items: shown.extend(items), raising=False)
    values = notebook.run(notebook.code, {"__name__": "__main__"})
    count = len(notebook.exercises())
    assert f"{count} of {count} exercises" in repr(values["summary_of_tests"])
    assert require_texts([*shown, *values.values()]) == 10


def test_numbers_in_the_text_are_the_librarys(notebook: Any) -> None:
    """Slopes, values and counts that the prose and the answers state."""
    text = notebook.text()
    g: Any = ACTIVATIONS
    sigmoid, elu = g["sigmoid"], g["elu"]
    assert r"$\sigma'(5) \approx 0.0066$" in text
    assert "about 38 times slower" in text
    slope = float(sigmoid.derivative(5.0))
    assert round(slope, 4) == 0.0066
    assert round(float(sigmoid.derivative(0.0)) / slope) == 38
    z = np.linspace(-3, 3, 7)
    assert r"$\tanh(z) = 2\sigma(2z) - 1$" in text
    assert np.allclose(np.tanh(z), 2 * sigmoid(2 * z) - 1)
    assert r"$2^{-15} \approx 3 \cdot 10^{-5}$" in text
    assert f"{2.0**-15:.0e}" == "3e-05"
    assert "ELU about −0.865 and 0.135" in text
    assert (round(float(elu(-2.0)), 3), round(float(elu.derivative(-2.0)), 3)) == (-0.865, 0.135)
    assert "= 260 weights, 20 + 3 = 23 biases" in text
    sizes = [p.size for p in MLP.of([10, 20, 3], rng=np.random.default_rng(0)).parameters()]
    assert (sizes[0] + sizes[2], sizes[1] + sizes[3]) == (260, 23)


def test_values_at_zero_in_the_first_answer_are_right(notebook: Any) -> None:
    """Self-test 1: value and derivative of five functions at z = 0."""
    line = "At 0: sigmoid 0.5 and 0.25; tanh 0 and 1; ReLU 0 and 0; leaky 0 and 0.1; ELU 0 and 1"
    assert line in notebook.text()
    expected = {
        "sigmoid": (0.5, 0.25),
        "tanh": (0, 1),
        "relu": (0, 0),
        "leaky_relu": (0, 0.1),
        "elu": (0, 1),
    }
    for name, pair in expected.items():
        g: Any = ACTIVATIONS[name]
        assert (float(g(0.0)), float(g.derivative(0.0))) == pair


@pytest.mark.parametrize(
    "statement",
    [
        "w_j - \\eta \\frac{\\partial J}{\\partial w_j}",
        "The slides call it $\\alpha$",
        "any network of interconnected artificial neurons",
        "**CNN**, convolutional network",
        "input layer → hidden layer(s) → output layer",
        "**Feedforward neural network (FNN):** *because* information flows strictly forward",
        "**Fully connected network (FCN):**",
        "a layer is called `Dense` in Keras/TensorFlow",
        "**Vanilla neural network:**",
        "The cost depends on all of them, and on the early ones only through the later ones",
        "\\sigma(z) = \\dfrac{1}{1+e^{-z}}",
        "$\\max(0, z)$",
        "$\\max(0.1z, z)$",
        "$z$ for $z \\ge 0$ and $\\alpha(e^z - 1)$ below",
        "\\max(w_1^\\top x + b_1",
        "a_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}",
        "| Sigmoid | binary classification | *output* layer of binary classification",
        "| tanh | regression | *hidden* layers",
        "| ReLU | regression; hidden layers of classification | *hidden* layers of both",
        "| Leaky ReLU | regression | *hidden* layers",
        "| Softmax | multiclass classification | *output* layer",
        "| (identity) | (not on the slide) | *output* layer of **regression**",
    ],
)
def test_the_slides_statements_are_taught(notebook: Any, statement: str) -> None:
    """Nothing on the slides about networks and activations is left out."""
    assert statement in notebook.text()
