"""The drawing of the backprop stepper: the right number on every edge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course_lib import widgets
from course_lib.widgets.panel import Panel
from course_lib.widgets.picture import encode

START = {"x₁": 1.0, "x₂": 2.0, "w₁": 0.8, "w₂": -0.4, "b": 0.1}


def loss(at: dict[str, float]) -> float:
    """Return the loss as the stepper opens, written out: sigmoid, squared error, y = 1."""
    z = at["w₁"] * at["x₁"] + at["w₂"] * at["x₂"] + at["b"]
    return float((1 / (1 + np.exp(-z)) - 1) ** 2)


def number(text: str) -> float:
    """Return the number at the end of a text."""
    return float(text.replace("−", "-").split()[-1])


@pytest.fixture
def stepped() -> Iterator[tuple[Panel, Any]]:
    """A stepper that shows all values and derivatives."""
    plot = widgets.backprop_stepper()
    me = plot._draw.__self__
    steps: list[Callable[[], None]] = [me.forward] * 3 + [me.backward] * 4
    for step in steps:
        plot.perform(step)()
    yield plot, me
    plot.close()


def test_every_edge_carries_its_value_and_its_derivative(stepped: tuple[Panel, Any]) -> None:
    """Forward numbers are those of the fields, backward ones equal finite differences."""
    _, me = stepped
    h = 1e-6
    for name, value in START.items():
        assert number(me.neuron.ahead[name].get_text()) == value
        up, down = ({**START, name: value + s * h} for s in (1, -1))
        slope = (loss(up) - loss(down)) / (2 * h)
        assert number(me.neuron.back[name].get_text()) == pytest.approx(slope, rel=1e-3)
    assert number(me.neuron.ahead["y"].get_text()) == 1
    assert number(me.neuron.names["L"].get_text()) == pytest.approx(loss(START), rel=1e-3)


def test_a_wrong_derivative_marks_its_box_and_a_right_one_another(
    stepped: tuple[Panel, Any],
) -> None:
    """∂L/∂a belongs to the box of L; the sign stands beside the colour."""
    plot, me = stepped
    plot.control("∂L/∂a").value = "0.95"
    plot.control("∂z/∂w₂").value = "2"
    marks = {name: mark.get_text() for name, mark in me.neuron.marks.items() if mark.get_text()}
    assert marks == {"L": "✗", "w₂": "✓"}


def test_the_matrix_form_has_the_shapes_on_its_arrows(stepped: tuple[Panel, Any]) -> None:
    """Each arrow shows one shape forward and the same one backward; the neuron is hidden."""
    plot, me = stepped
    plot.control("View").value = "matrix form"
    shapes = {n: [t.get_text() for t in pair] for n, pair in me.matrices.shapes.items()}
    wide = ["3×2 →", "← 3×2"]
    assert shapes == {
        "X": wide, "Z": wide, "A": wide, "W": ["2×2 →", "← 2×2"], "b": ["2 ↑", "2 ↓"],
    }  # fmt: skip
    assert not me.neuron.names["z"].get_visible()
    assert me.matrices.values["Z"].get_visible()


def test_a_frame_of_which_little_changed_equals_one_drawn_from_the_start(
    stepped: tuple[Panel, Any],
) -> None:
    """What rests is kept as an image; it is the same picture as when all is drawn."""
    plot, _ = stepped
    for value in ("0.5", "0.3", "0.2"):
        plot.control("w₁").value = value
    plot.control("∂L/∂a").value = "1"
    kept = plot.stage.pixels().copy()
    plot.stage.stale()
    np.testing.assert_array_equal(plot.stage.pixels(), kept)


def test_the_still_picture_shows_all_steps_and_the_plot_none() -> None:
    """A page without a kernel has no buttons to press; the live plot begins at the beginning."""
    plot = widgets.backprop_stepper()
    before = plot.stage.pixels().copy()
    still = plot.still()
    np.testing.assert_array_equal(plot.stage.pixels(), before)
    me = plot._draw.__self__
    me.show_all()
    assert still == encode(plot.stage.pixels(), lossless=True)
    assert "∂L/∂w₁" in me.neuron.back["w₁"].get_text()
    plot.close()


def test_a_slow_own_function_is_not_called_again_for_a_step() -> None:
    """Pressing Forward and Backward only shows what is known already."""
    calls = []

    def counted(z: np.ndarray) -> np.ndarray:
        calls.append(1)
        return np.maximum(z, 0)

    plot = widgets.backprop_stepper(counted)
    me, first = plot._draw.__self__, len(calls)
    for step in (me.forward, me.forward, me.forward, me.backward):
        plot.perform(step)()
    assert len(calls) == first
    plot.control("w₁").value = "2"
    assert len(calls) > first
    plot.close()
