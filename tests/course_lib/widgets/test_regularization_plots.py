"""Dial and augmentation viewer: what they show and what they survive."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from sklearn import linear_model

from course_lib import widgets


def numbers(plot: Any) -> list[float]:
    """Return the numbers of the line below the picture."""
    text = re.sub(r"<sub>.*?</sub>|<.*?>", "", plot.line.value)
    return [float(n) for n in re.findall(r"-?\d+\.\d+|-?\d+", text.replace(",", ""))]


@pytest.mark.parametrize("penalty", ["L1 (lasso)", "L2 (ridge)", "elastic net"])
def test_the_dials_line_is_what_scikit_learn_says_of_this_lambda(penalty: str) -> None:
    """Weights, zeros and both errors belong to a λ between the points of the drawn grid."""
    plot = widgets.lambda_dial()
    plot.control("Penalty").value = penalty
    plot.control("log₁₀ λ").value = 1.37
    p, lam = plot._draw.__self__.problem, 10**1.37
    mix = {"L1 (lasso)": 1.0, "L2 (ridge)": 0.0, "elastic net": 0.5}[penalty]
    l1, l2, n = mix * lam, (1 - mix) * lam, len(p.y)
    model = (
        linear_model.Ridge(lam, fit_intercept=False)
        if mix == 0
        else linear_model.ElasticNet(
            l1 / (2 * n) + l2 / n, l1_ratio=l1 / (2 * n) / (l1 / (2 * n) + l2 / n),
            fit_intercept=False, tol=1e-12, max_iter=100_000,
        )
    )  # fmt: skip
    w = model.fit(p.X, p.y).coef_
    _, zeros, count, _, free, train, new, _, w1, w2 = numbers(plot)
    assert (zeros, count) == ((w == 0).sum(), 6)
    assert train == pytest.approx(np.mean((p.y - p.X @ w) ** 2), abs=6e-4)
    assert new == pytest.approx(np.mean((p.y_new - p.X_new @ w) ** 2), abs=6e-4)
    assert (w1, w2) == pytest.approx(tuple(w[:2]), abs=6e-3)
    left = p.X[:, w != 0]
    hat = left @ np.linalg.inv(left.T @ left + l2 * np.eye(left.shape[1])) @ left.T
    assert free == pytest.approx(np.trace(hat), abs=6e-3)
    plot.close()


def test_controls_of_the_dial_that_would_do_nothing_are_greyed() -> None:
    """The share belongs to the elastic net, the correlation to the made data."""
    plot = widgets.lambda_dial()
    share, correlation = plot.control("L1 share of the net"), plot.control("Correlation of x₁, x₂")
    assert (share.disabled, correlation.disabled) == (True, False)
    plot.control("Penalty").value = "elastic net"
    plot.control("Data").value = "house prices (real)"
    assert (share.disabled, correlation.disabled) == (False, True)
    plot.close()


def test_on_few_houses_the_penalty_helps_on_new_data() -> None:
    """The lowest error lies inside the range of λ for L1 and L2, and below the one without."""
    plot = widgets.lambda_dial()
    plot.control("Data").value = "house prices (real)"
    for penalty in ("L1 (lasso)", "L2 (ridge)"):
        plot.control("Penalty").value = penalty
        new = plot._draw.__self__.errors[1]
        assert new.min() < 0.9 * new[0]
        assert 0 < new.argmin() < len(new) - 1
    plot.close()


def test_an_error_above_half_is_not_cut_off() -> None:
    """A change that destroys the digits lifts the axis; gentler ones keep the finer scale."""
    plot = widgets.augmentation_viewer(lambda X, rng: rng.random(X.shape))
    viewer = plot._draw.__self__
    viewer.experiment = type("Done", (), {})()
    viewer.experiment.without, viewer.experiment.with_it = [12.0, 11.0], [71.0, 64.0]
    viewer.experiment.difference = lambda: (56.0, 2.0)
    plot.update()
    assert viewer.error.get_ylim() == (0, 100)
    viewer.experiment.with_it = [13.0, 10.0]
    plot.update()
    assert viewer.error.get_ylim() == (0, 50)
    plot.close()
