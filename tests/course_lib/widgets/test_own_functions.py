"""Every plot that the kernel draws takes the student's own function, right or wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_lib import widgets
from course_lib.linear_models import Ridge


def softplus(z: np.ndarray) -> np.ndarray:
    """An activation that the lecture does not have."""
    return np.logaddexp(0, z)


def fit_ridge(X: np.ndarray, y: np.ndarray, lam: float) -> np.ndarray:
    """Weights of ridge regression, by the normal equations."""
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


def constant(x: np.ndarray, y: np.ndarray, degree: int, x_new: np.ndarray) -> np.ndarray:
    """A fit that ignores the degree."""
    return np.full(x_new.shape, y.mean())


def negative(X: np.ndarray, *, rng: np.random.Generator) -> np.ndarray:
    """A change that turns ink into paper."""
    return 1 - X


OWN: dict[str, Callable[..., Any]] = {
    "backprop_stepper": softplus,
    "lambda_dial": fit_ridge,
    "gradient_microscope": softplus,
    "fit_explorer": constant,
    "augmentation_viewer": negative,
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


def test_the_own_ridge_lies_on_the_courses_path() -> None:
    """The circles of a right fit sit on the lines of the dial, which scikit-like Ridge confirms."""
    plot = widgets.lambda_dial(fit_ridge)
    plot.control("Penalty").value = "L2 (ridge)"
    dial = plot._draw.__self__
    for line, circle in zip(dial.lines, dial.circles, strict=True):
        np.testing.assert_allclose(line.get_ydata()[::3], circle.get_ydata(), atol=1e-9)
    lam = 10 ** float(plot.control("log₁₀ λ").value)
    weights = Ridge(lam).fit(dial.problem.X, dial.problem.y).coef_
    assert dial.here.get_xdata()[0] == pytest.approx(weights[0], abs=1e-3)
    plot.close()


def test_the_own_constant_fit_has_no_use_for_the_degree() -> None:
    """Its bias is the same for all degrees."""
    from course_lib.widgets.maths import fits

    parts = fits.decomposition(20, 0.3, fits.OwnFit(constant))
    np.testing.assert_allclose(parts.bias, parts.bias[0])


@pytest.mark.parametrize("name", list(OWN))
def test_a_lambda_is_called_your_function_and_adds_no_markup(name: str) -> None:
    """`<lambda>` would be taken for a tag in the line below the picture."""
    function = OWN[name]
    plot = getattr(widgets, name)(lambda *a, **k: function(*a, **k))
    assert "<lambda>" not in plot.line.value
    assert all("<lambda>" not in str(getattr(c, "options", "")) for c in plot.controls)
    plot.close()
