"""Tests of ridge, lasso and elastic net against scikit-learn and against their definitions."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import pytest
import sklearn.linear_model as sk
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_diabetes
from sklearn.exceptions import ConvergenceWarning

from course_lib.linear_models import ElasticNet, Lasso, LinearModel, Ridge, lasso_path

DIABETES = load_diabetes(return_X_y=True)
RAW_DIABETES = load_diabetes(return_X_y=True, scaled=False)


def correlated(n: int, d: int, rho: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return features that share a part rho of their variance, and y from three of them."""
    rng = np.random.default_rng(seed)
    X = np.sqrt(1 - rho) * rng.normal(size=(n, d)) + np.sqrt(rho) * rng.normal(size=(n, 1))
    return X + rng.normal(size=d), X[:, :3].sum(axis=1) + rng.normal(size=n) + 5


DATA = {
    "diabetes": DIABETES,
    "diabetes in its own units": RAW_DIABETES,
    "correlated": correlated(60, 12, 0.9),
    "more features than rows": correlated(20, 35, 0.3),
}
data = pytest.mark.parametrize("rows", DATA.values(), ids=DATA.keys())


def precise(model: sk.Lasso | sk.ElasticNet, X: np.ndarray, y: np.ndarray) -> sk.Lasso:
    """Fit scikit-learn's model much more closely than its default tolerance does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # 1e-15 is beyond what it can promise
        return model.set_params(tol=1e-15, max_iter=200_000).fit(X, y)


def assert_same(ours: LinearModel, theirs: sk.Ridge | sk.Lasso) -> None:
    """Compare weights and intercept to 1e-6, relative or absolute."""
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-6, atol=1e-6)
    assert ours.intercept_ == pytest.approx(theirs.intercept_, rel=1e-6, abs=1e-6)


@data
@pytest.mark.parametrize("lam", [1e-3, 1.0, 100.0])
def test_ridge_is_scikit_learns(rows: tuple[np.ndarray, np.ndarray], lam: float) -> None:
    """Ridge(lam) is scikit-learn's Ridge(alpha=lam), weights and intercept to 1e-6."""
    X, y = rows
    theirs = sk.Ridge(alpha=lam, solver="svd").fit(X, y)
    assert_same(Ridge(lam).fit(X, y), theirs)


@data
@pytest.mark.parametrize("share", [0.5, 0.05, 0.001])
def test_lasso_is_scikit_learns(rows: tuple[np.ndarray, np.ndarray], share: float) -> None:
    """Lasso(lam) is scikit-learn's Lasso(alpha=lam / (2 n)), to 1e-6, with the same zeros."""
    X, y = rows
    lam = share * lasso_path(X, y).lams[0]
    theirs = precise(sk.Lasso(alpha=lam / (2 * len(y))), X, y)
    ours = Lasso(lam).fit(X, y)
    assert_same(ours, theirs)
    np.testing.assert_array_equal(ours.coef_ == 0, theirs.coef_ == 0)
    assert share < 0.05 or (ours.coef_ == 0).any()


@data
@pytest.mark.parametrize("l2", [1e-3, 1.0, 50.0])
def test_elastic_net_is_scikit_learns(rows: tuple[np.ndarray, np.ndarray], l2: float) -> None:
    """ElasticNet(l1, l2) is scikit-learn's after the conversion in its docstring, to 1e-6."""
    X, y = rows
    n, l1 = len(y), 0.05 * lasso_path(X, y).lams[0]
    alpha = l1 / (2 * n) + l2 / n
    theirs = precise(sk.ElasticNet(alpha=alpha, l1_ratio=l1 / (2 * n * alpha)), X, y)
    assert_same(ElasticNet(l1, l2).fit(X, y), theirs)


@pytest.mark.parametrize("rho", [0.0, 0.999, 0.999999])
@pytest.mark.parametrize("shape", [(200, 50), (30, 60)])
def test_lasso_is_exact_however_correlated_the_features(rho: float, shape: tuple[int, int]) -> None:
    """Coordinate descent ends where the path, found by another algorithm, passes; to 1e-7."""
    X, y = correlated(*shape, rho, seed=4)
    path = lasso_path(X, y)
    for share in (0.9, 0.1, 1e-3):
        lam = share * path.lams[0]
        expected = [np.interp(lam, path.lams[::-1], weights[::-1]) for weights in path.coefs.T]
        fitted = Lasso(lam).fit(X, y).coef_
        np.testing.assert_allclose(fitted, expected, atol=1e-7 * np.abs(expected).max())


@settings(max_examples=200)
@given(st.integers(2, 12), st.integers(1, 15), st.integers(0, 10**6), st.floats(1e-6, 10))
def test_lasso_meets_the_conditions_of_the_minimum(n: int, d: int, seed: int, lam: float) -> None:
    """For random whole numbers, full of ties, each pull 2 x_j r is lam * sign(w), or within lam."""
    rng = np.random.default_rng(seed)
    X, y = rng.integers(-2, 3, size=(n, d)).astype(float), rng.integers(-3, 4, size=n)
    model = Lasso(lam).fit(X, y)
    pull = 2 * (X - X.mean(axis=0)).T @ (y - model.predict(X))
    assert (np.abs(pull) <= lam + 1e-6).all()
    moved = model.coef_ != 0
    np.testing.assert_allclose(pull[moved], lam * np.sign(model.coef_[moved]), atol=1e-6)


@pytest.mark.parametrize("make", [Ridge, Lasso, lambda lam: ElasticNet(lam, lam)])
def test_lambda_zero_is_least_squares(make: Callable[[float], LinearModel]) -> None:
    """Without a penalty all three are NumPy's lstsq, to 1e-8."""
    X, y = correlated(50, 6, 0.9)
    expected = np.linalg.lstsq(np.column_stack([X, np.ones(50)]), y, rcond=None)[0]
    model = make(0.0).fit(X, y)
    np.testing.assert_allclose(np.append(model.coef_, model.intercept_), expected, rtol=1e-8)


def test_ridge_takes_the_smallest_weights_where_least_squares_has_many() -> None:
    """With equal columns and lam = 0 the weight is shared equally, as in the smallest solution."""
    X, y = correlated(30, 3, 0.0)
    twice = np.column_stack([X, X])
    np.testing.assert_allclose(
        Ridge(0.0).fit(twice, y).coef_, np.tile(Ridge(0.0).fit(X, y).coef_ / 2, 2), rtol=1e-9
    )


@pytest.mark.parametrize("make", [Ridge, Lasso, lambda lam: ElasticNet(lam, lam)])
def test_the_intercept_is_not_penalised(make: Callable[[float], LinearModel]) -> None:
    """Adding 1000 to y moves the intercept by 1000 and nothing else."""
    X, y = correlated(40, 5, 0.5)
    low, high = make(10.0).fit(X, y), make(10.0).fit(X, y + 1000)
    np.testing.assert_allclose(low.coef_, high.coef_, rtol=1e-9)
    assert high.intercept_ - low.intercept_ == pytest.approx(1000, abs=1e-9)


@pytest.mark.parametrize("make", [Ridge, Lasso, lambda lam: ElasticNet(lam, lam)])
def test_a_constant_feature_gets_the_weight_zero(make: Callable[[float], LinearModel]) -> None:
    """A column of 0.1, whose mean is not 0.1 in floating point, stays out of the model."""
    X, y = correlated(37, 4, 0.5)
    wide = np.column_stack([X, np.full(37, 0.1)])
    for lam in (0.0, 1e-9, 1.0):
        model = make(lam).fit(wide, y)
        assert model.coef_[-1] == 0
        np.testing.assert_allclose(model.coef_[:-1], make(lam).fit(X, y).coef_, rtol=1e-7)


def test_all_weights_are_zero_from_the_largest_lambda_on() -> None:
    """At the first corner of the path no weight has moved; just below it one has."""
    X, y = DIABETES
    top = lasso_path(X, y).lams[0]
    assert not Lasso(top).fit(X, y).coef_.any()
    assert Lasso(top).fit(X, y).intercept_ == pytest.approx(y.mean(), rel=1e-12)
    assert np.count_nonzero(Lasso(0.999 * top).fit(X, y).coef_) == 1


def test_predictions_have_the_shape_of_y() -> None:
    """A column y gives a column of predictions, so that their difference never is (n, n)."""
    X, y = correlated(10, 3, 0.0)
    flat, column = Ridge(1.0).fit(X, y), Ridge(1.0).fit(X, y[:, None])
    assert flat.predict(X).shape == (10,)
    assert column.predict(X).shape == (10, 1)
    assert column.coef_.shape == (3,)
    np.testing.assert_array_equal(flat.predict(X), column.predict(X)[:, 0])


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (lambda X, y: Ridge(-1.0), ValueError, r"Ridge: lam must be in \[0, inf\), got -1.0"),
        (
            lambda X, y: Lasso(float("nan")),
            ValueError,
            r"Lasso: lam must be in \[0, inf\), got nan",
        ),
        (lambda X, y: ElasticNet(1.0, -1.0), ValueError, r"ElasticNet: l2 must be in"),
        (lambda X, y: Lasso("big"), TypeError, "Lasso: lam must be a number, got 'big'"),
        (lambda X, y: Ridge(1.0).predict(X), RuntimeError, "Ridge.predict: the model must be fit"),
        (
            lambda X, y: Ridge(1.0).fit(X, y[:-1]),
            ValueError,
            r"Ridge.fit: y must have shape \(10,\)",
        ),
        (lambda X, y: Ridge(1.0).fit(y, y), ValueError, r"X must have shape \(n, d\), got \(10,\)"),
        (lambda X, y: Lasso(1.0).fit(X, np.ones((10, 2))), ValueError, r"got \(10, 2\)"),
        (lambda X, y: Lasso(1.0).fit(X, y * np.nan), ValueError, "Lasso.fit: y must be finite"),
        (lambda X, y: Ridge(1.0).fit(X[:0], y[:0]), ValueError, "at least one row and one column"),
        (
            lambda X, y: Ridge(1.0).fit(X, y).predict(X[:, :2]),
            ValueError,
            r"Ridge.predict: X must have shape \(n, 3\), got \(10, 2\)",
        ),
    ],
)
def test_bad_arguments_are_refused(
    call: Callable[[np.ndarray, np.ndarray], object], error: type[Exception], text: str
) -> None:
    """A wrong strength, shape or value is named, with what was expected and given."""
    with pytest.raises(error, match=text):
        call(*correlated(10, 3, 0.0))
