"""Promises of the cases from which the test cells of the regularization notebook are made."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from exercises import (
    _least_squares,
    _penalties,
    choose_lambda,
    elastic_net_step,
    lasso_fit,
    network_step,
    penalized_cost,
    ridge_fit,
    soft_threshold,
)
from sklearn.linear_model import Lasso as SkLasso
from sklearn.linear_model import Ridge as SkRidge
from sklearn.preprocessing import StandardScaler

from course_lib import hints, regularizers

CASES = {
    "cost, L2": penalized_cost.penalized_cost.drawn(1),
    "cost, L1": penalized_cost.penalized_cost.drawn(2, penalty="l1"),
    "soft threshold": soft_threshold.soft_threshold([3.0, -0.5, 0.2, -2.0, 1.5], t=1.0),
    "elastic net": elastic_net_step.elastic_net_step(
        [3.0, -0.2, 0.5, -2.0, 1.1], l1=1.5, l2=0.8, step=0.4
    ),
    "network": network_step.network_step.drawn(1),
    "ridge": ridge_fit.ridge_fit.drawn(1, lam=4.0),
    "twins": ridge_fit.ridge_fit.example("two equal columns"),
    "lasso": lasso_fit.lasso_fit.drawn(8, lam=4.0),
    "choice": choose_lambda.choose_lambda.drawn(0),
}


@pytest.mark.parametrize("name", CASES)
def test_the_right_answer_passes(name: str) -> None:
    """A case accepts its own right values."""
    case = CASES[name]
    values = tuple(case.right.values())
    case.compare(values if len(values) > 1 else values[0])


@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_the_cost_is_that_of_the_library(penalty: str) -> None:
    """Cost and gradients agree with the library's penalty and with differences of the cost."""
    case = CASES[f"cost, {penalty.upper()}"]
    X, y, w, b, lam, _ = case.inputs
    kinds: dict[str, Any] = {"l1": regularizers.L1, "l2": regularizers.L2}
    price = kinds[penalty](lam)

    def cost(w: Any, b: float) -> float:
        return float(((y - X @ w - b) ** 2).sum() + price.penalty(w))

    assert case.right["cost"] == pytest.approx(cost(w, b), rel=1e-12)
    h = 1e-6
    moves = h * np.eye(len(w))
    slopes = [(cost(w + e, b) - cost(w - e, b)) / (2 * h) for e in moves]  # the kink at 0 gives 0
    assert np.allclose(case.right["dw"], slopes, rtol=1e-6, atol=1e-6)
    assert case.right["db"] == pytest.approx((cost(w, b + h) - cost(w, b - h)) / (2 * h), rel=1e-6)


@pytest.mark.parametrize("name", ["ridge", "twins", "lasso"])
def test_the_fits_are_those_of_scikit_learn(name: str) -> None:
    """Ridge's alpha is lambda, Lasso's is lambda / (2 n)."""
    X, y, lam = CASES[name].inputs
    model = (
        SkLasso(alpha=lam / (2 * len(y)), tol=1e-12, max_iter=100_000)
        if name == "lasso"
        else SkRidge(alpha=lam)
    ).fit(X, y)
    assert np.allclose(CASES[name].right["w"], model.coef_, rtol=1e-6, atol=1e-9)
    assert CASES[name].right["b"] == pytest.approx(model.intercept_, rel=1e-6)


def test_the_steps_are_those_of_the_library() -> None:
    """Bisection of the slope finds what the closed form of the library gives."""
    w, t = CASES["soft threshold"].inputs
    shrunk = CASES["soft threshold"].right["soft_threshold"]
    assert np.allclose(shrunk, regularizers.L1(1.0).prox(w, t), atol=1e-12)
    assert ((shrunk == 0) == (np.abs(w) <= t)).all()
    v, l1, l2, step = CASES["elastic net"].inputs
    both = regularizers.ElasticNet(l1, l2).prox(v, step)
    assert np.allclose(CASES["elastic net"].right["elastic_net_step"], both, atol=1e-12)


def test_the_networks_step_penalises_weights_only() -> None:
    """Weights go through L2's slope and L1's prox, biases take the plain step."""
    case = CASES["network"]
    parameters, gradients, l1, l2, rate = case.inputs
    for p, g, right in zip(parameters, gradients, case.right.values(), strict=True):
        moved = p - rate * g
        if p.ndim == 2:
            moved = regularizers.L1(l1).prox(moved - rate * regularizers.L2(l2).gradient(p), rate)
        assert np.allclose(right, moved, atol=1e-12)


def test_the_choice_is_that_of_scikit_learn() -> None:
    """Scaled by the training rows, fitted by scikit-learn, chosen by the validation error."""
    case = CASES["choice"]
    X, y, Z, target, lams = case.inputs
    scale = StandardScaler().fit(X)
    errors = [
        ((SkRidge(alpha=lam).fit(scale.transform(X), y).predict(scale.transform(Z)) - target) ** 2)
        for lam in lams
    ]
    means = [error.mean() for error in errors]
    assert np.allclose(case.right["errors"], means, rtol=1e-9)
    assert case.right["best"] == lams[int(np.argmin(means))]


def test_bias_is_judged_by_the_weights_it_comes_with() -> None:
    """Wrong weights with a bias that fits them keep the points of the bias."""
    X, y, _ = CASES["ridge"].inputs
    w = np.ones(3)
    _least_squares.require_bias((w, (y - X @ w).mean()), X, y, name="ridge_fit")
    with pytest.raises(hints.HintError, match="mean of y"):
        _least_squares.require_bias((w, y.mean()), X, y, name="ridge_fit")
    with pytest.raises(hints.HintError, match="errors of the fit sum to zero"):
        _least_squares.require_bias((w, 0.0), X, y, name="ridge_fit")


def test_tiny_is_not_zero() -> None:
    """A weight of 1e-9 is not an exact zero; a zero too many is found as well."""
    expected = np.array([2.0, 0.0, 0.0, -1.0])
    _penalties.require_zeros([1.5, 0, 0, -0.1], expected, name="w")
    with pytest.raises(hints.HintError, match=r"1 of the 2 .* soft threshold stops there"):
        _penalties.require_zeros([2.0, 1e-9, 0.0, -1.0], expected, name="w")
    with pytest.raises(hints.HintError, match="weights are zero and must not be"):
        _penalties.require_zeros([0.0, 0.0, 0.0, -1.0], expected, name="w")


def test_the_lasso_minimum_is_recognised() -> None:
    """scikit-learn's solution passes; moved weights, lost weights and a wrong bias do not."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(30, 12)) + 1
    y = X[:, 0] * 3 - X[:, 1] * 2 + rng.normal(size=30)
    model = SkLasso(alpha=20 / 60, tol=1e-12, max_iter=100_000).fit(X, y)
    right = model.coef_, model.intercept_
    lasso_fit.require_lasso_minimum(right, X, y, 20.0)
    for w, b, text in (
        (right[0] * 1.01, None, "not at their minimum"),
        (np.zeros(12), None, "would lower the cost"),
        (right[0], right[1] + 1, "b "),
    ):
        bias = (y - X @ w).mean() if b is None else b
        with pytest.raises(hints.HintError, match=text):
            lasso_fit.require_lasso_minimum((w, bias), X, y, 20.0)


def test_exchanged_results_are_noticed() -> None:
    """(errors, best) is told from (best, errors)."""
    choose_lambda.require_order((1.0, [3.0, 2.0]))
    with pytest.raises(hints.HintError, match="exchanged"):
        choose_lambda.require_order(([3.0, 2.0], 1.0))


@pytest.mark.parametrize(
    "name",
    [
        *_least_squares.READY_FITS,
        *choose_lambda.READY_CHOICE,
    ],
)
def test_what_is_forbidden_exists(name: str) -> None:
    """Every forbidden name leads to a function, so that a rename does not open a door."""
    import sklearn.model_selection  # noqa: F401  the names below it must be loaded

    import course_lib.linear_models  # noqa: F401
    from course_lib.hints.functions import functions_of

    assert functions_of(name)
