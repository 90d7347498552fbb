"""Tests of the lasso and ridge paths against scikit-learn, single fits and their definitions."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
import sklearn.linear_model as sk
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_breast_cancer, load_diabetes

from course_lib.linear_models import (
    RegularizationPath,
    Ridge,
    lasso_path,
    ridge_degrees_of_freedom,
    ridge_path,
)

DIABETES = load_diabetes(return_X_y=True)


def standardised(X: np.ndarray) -> np.ndarray:
    return (X - X.mean(axis=0)) / X.std(axis=0)


@pytest.mark.parametrize("load", [load_diabetes, load_breast_cancer])
def test_lasso_path_is_scikit_learns(load: Callable[..., tuple[np.ndarray, np.ndarray]]) -> None:
    """The corners are those of lars_path(method="lasso"), lam = 2 n alpha; to 1e-6 of the largest.

    The second data set is so correlated that both lose digits near lam = 0; there the corners
    above 0.1 per cent of the largest lambda are compared.
    """
    X, y = load(return_X_y=True)
    X, y = standardised(X), y - y.mean()
    alphas, _, weights = sk.lars_path(X, y, method="lasso")
    path = lasso_path(X, y)
    smallest = 1e-3 * path.lams[0] if load is load_breast_cancer else 0.0
    count = int((path.lams >= smallest).sum())
    assert count > 8
    np.testing.assert_allclose(
        path.lams[:count], 2 * len(y) * alphas[:count], atol=1e-6 * path.lams[0]
    )
    np.testing.assert_allclose(
        path.coefs[:count], weights.T[:count], atol=1e-6 * np.abs(weights).max()
    )


def assert_optimal(X: np.ndarray, y: np.ndarray, path: RegularizationPath) -> None:
    """Each corner, and each middle between two, meets the conditions of the minimum."""
    X, y = X - X.mean(axis=0), y - y.mean()
    tolerance = 1e-8 * (1 + 2 * np.linalg.norm(X, axis=0).max() * np.linalg.norm(y))
    corners = list(zip(path.lams, path.coefs, strict=True))
    middles = [((a + b) / 2, (v + w) / 2) for (a, v), (b, w) in itertools.pairwise(corners)]
    for lam, w in corners + middles:
        pull = 2 * X.T @ (y - X @ w)
        assert (np.abs(pull) <= lam + tolerance).all()
        moved = np.abs(w) > 1e-9
        np.testing.assert_allclose(pull[moved], lam * np.sign(w[moved]), atol=tolerance)


@settings(max_examples=200)
@given(
    st.integers(2, 12),
    st.integers(1, 8),
    st.integers(0, 10**6),
    st.sampled_from(["normal", "whole", "signs", "twins"]),
)
def test_lasso_path_is_optimal_everywhere(n: int, d: int, seed: int, kind: str) -> None:
    """For random data, with ties, equal columns and more features than rows, it is the minimum."""
    rng = np.random.default_rng(seed)
    X = {
        "normal": lambda: rng.normal(size=(n, d)),
        "whole": lambda: rng.integers(-1, 2, size=(n, d)).astype(float),
        "signs": lambda: rng.choice([-1.0, 1.0], size=(n, d)),
        "twins": lambda: np.repeat(rng.normal(size=(n, (d + 1) // 2)), 2, axis=1),
    }[kind]()
    y = rng.integers(-2, 3, size=n).astype(float)
    path = lasso_path(X, y)
    assert path.lams[-1] == 0
    assert (np.diff(path.lams) < 0).all()
    assert not path.coefs[0].any()
    assert_optimal(X, y, path)


def test_lasso_path_ends_at_least_squares() -> None:
    """The last row is NumPy's lstsq, weights and intercept, to 1e-8."""
    X, y = DIABETES
    expected = np.linalg.lstsq(np.column_stack([X, np.ones(len(y))]), y, rcond=None)[0]
    path = lasso_path(X, y)
    np.testing.assert_allclose(path.coefs[-1], expected[:-1], rtol=1e-8)
    assert path.intercepts[-1] == pytest.approx(expected[-1], rel=1e-10)


def test_lasso_path_of_orthonormal_features_is_the_soft_threshold() -> None:
    """With X^T X = I the weights are the least-squares ones moved towards zero by lam/2.

    Tibshirani (1996), section 2.2; to 1e-12.
    """
    Q, _ = np.linalg.qr(np.random.default_rng(2).normal(size=(40, 5)))
    X, _ = np.linalg.qr(Q - Q.mean(axis=0))
    y = np.random.default_rng(3).normal(size=40)
    path, free = lasso_path(X, y), X.T @ (y - y.mean())
    for lam, w in zip(path.lams, path.coefs, strict=True):
        expected = np.sign(free) * np.maximum(np.abs(free) - lam / 2, 0)
        np.testing.assert_allclose(w, expected, atol=1e-12)


@pytest.mark.parametrize("y", [np.zeros(5), np.full(5, 0.1)])
def test_a_constant_y_has_a_path_of_one_point(y: np.ndarray) -> None:
    """There is nothing to explain: all weights are 0 (to rounding) and the intercept is y."""
    path = lasso_path(np.random.default_rng(0).normal(size=(5, 2)), y)
    np.testing.assert_allclose(path.coefs, 0, atol=1e-15)
    np.testing.assert_allclose(path.intercepts, y[0], rtol=1e-12)


def test_a_constant_feature_never_moves() -> None:
    """A column of 0.1, whose mean is not 0.1 in floating point, has the weight 0 at all corners."""
    X, y = DIABETES
    path = lasso_path(np.column_stack([X, np.full(len(y), 0.1)]), y)
    assert not path.coefs[:, -1].any()
    np.testing.assert_allclose(path.coefs[:, :-1], lasso_path(X, y).coefs, rtol=1e-9)


def test_ridge_path_is_one_fit_for_each_lambda() -> None:
    """Row i is the ridge model for lams[i], in the order given."""
    X, y = DIABETES
    lams = [3.0, 0.01, 50.0]
    path = ridge_path(X, y, lams)
    assert path.lams.tolist() == lams
    for lam, w, b in zip(*path, strict=True):
        model = sk.Ridge(alpha=lam, solver="cholesky").fit(X, y)
        np.testing.assert_allclose(w, model.coef_, rtol=1e-8)
        assert b == pytest.approx(model.intercept_, rel=1e-10)


def test_degrees_of_freedom_are_the_trace_of_the_smoother() -> None:
    """sum s^2 / (s^2 + lam) is the trace of the matrix that takes centred y to its fit; 1e-8."""
    X = np.random.default_rng(5).normal(size=(12, 4))
    for lam in (0.5, 7.0):
        columns = [Ridge(lam).fit(X, e).predict(X) for e in np.eye(12)]
        intercept_too = np.trace(np.array(columns))
        freedom = ridge_degrees_of_freedom(X, [lam])[0]
        assert freedom + 1 == pytest.approx(intercept_too, rel=1e-8)


def test_degrees_of_freedom_start_at_the_rank() -> None:
    """At lam = 0 there are as many as independent columns; a copy and a constant do not count."""
    X = np.random.default_rng(5).normal(size=(12, 3))
    wide = np.column_stack([X, X[:, 0], np.ones(12)])
    freedom = ridge_degrees_of_freedom(wide, [0.0, 1.0, 1e12])
    assert freedom[0] == pytest.approx(3, rel=1e-12)
    assert freedom[0] > freedom[1] > freedom[2] > 0


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda X, y: ridge_path(X, y, [1.0, -1.0]),
            "ridge_path: lams must not be negative, got -1",
        ),
        (lambda X, y: ridge_path(X, y, 1.0), r"ridge_path: lams must have shape \(k,\), got \(\)"),
        (lambda X, y: ridge_path(X, y[1:], [1.0]), r"ridge_path: y must have shape \(6,\), got"),
        (lambda X, y: lasso_path(X, y * np.inf), "lasso_path: y must be finite"),
        (lambda X, y: lasso_path(X[:, :0], y), "at least one row and one column"),
        (
            lambda X, y: ridge_degrees_of_freedom(X * np.nan, [1.0]),
            "ridge_degrees_of_freedom: X must be finite",
        ),
    ],
)
def test_bad_arguments_are_refused(
    call: Callable[[np.ndarray, np.ndarray], object], text: str
) -> None:
    """A wrong shape, NaN or negative lambda is named with the function that was called."""
    with pytest.raises(ValueError, match=text), np.errstate(invalid="ignore"):
        call(np.random.default_rng(0).normal(size=(6, 2)), np.arange(6.0))
