"""Every plot takes the student's own function, right or wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_lib import widgets


def softplus(z: np.ndarray) -> np.ndarray:
    """An activation that the lecture does not have."""
    return np.logaddexp(0, z)


def drop(x: np.ndarray, p: float, rng: np.random.Generator) -> np.ndarray:
    """Inverted dropout with p as the probability of dropping."""
    return x * (rng.random(x.shape) >= p) / (1 - p) if p < 1 else np.zeros_like(x)


def ten_epochs(train: list[float], validation: list[float]) -> bool:
    """A rule that always stops after ten epochs."""
    return len(train) >= 10


def absolute(prediction: np.ndarray, target: np.ndarray) -> float:
    """A loss that the course does not have."""
    return float(np.mean(np.abs(prediction - target)))


OWN: dict[str, Callable[..., Any]] = {
    "backprop_stepper": softplus,
    "dropout_inspector": drop,
    "early_stopping_arena": ten_epochs,
    "gradient_microscope": softplus,
    "loss_designer": absolute,
}


@pytest.mark.parametrize("name", list(OWN))
def test_the_own_function_is_what_is_drawn(name: str) -> None:
    """The picture with the own function differs from the one without; there is no error."""
    plain, own = getattr(widgets, name)(), getattr(widgets, name)(OWN[name])
    assert "plot-error" not in own.line.value, own.line.value
    if name == "backprop_stepper":  # shows nothing of the function before the first step
        for plot in (plain, own):
            for _ in range(2):
                plot._draw.__self__.forward()
            plot.update()
    if name == "dropout_inspector":  # a right dropout looks like the course's: compare the name
        assert "drop (yours)" in str(own.control("Dropout by").options)
    else:
        assert own.picture.frame != plain.picture.frame
    plain.close()
    own.close()


@pytest.mark.parametrize("name", list(OWN))
def test_a_function_that_raises_is_one_line_in_the_plot(name: str) -> None:
    """The cell does not fail; the line carries the student's own error."""

    def broken(*_arguments: Any, **_options: Any) -> Any:
        raise ZeroDivisionError("my mistake")

    plot = getattr(widgets, name)(broken)
    if name == "backprop_stepper":
        plot.update()
    assert "ZeroDivisionError: my mistake" in plot.line.value
    plot.close()


def test_the_own_rule_stops_where_it_says() -> None:
    """A rule that always stops after ten epochs is flagged at epoch 10 and scored with 10."""
    plot = widgets.early_stopping_arena(ten_epochs)
    assert "yours: <b>10</b>" in plot.line.value
    plot.control("Score").value = "on 50 unseen runs"
    assert plot._draw.__self__._scores["yours"][0] == 10
    plot.close()


@pytest.mark.parametrize("name", list(OWN))
def test_a_lambda_is_called_your_function_and_adds_no_markup(name: str) -> None:
    """`<lambda>` would be taken for a tag in the line below the picture."""
    function = OWN[name]
    plot = getattr(widgets, name)(lambda *a, **k: function(*a, **k))
    assert "<lambda>" not in plot.line.value
    assert all("<lambda>" not in str(getattr(c, "options", "")) for c in plot.controls)
    plot.close()
