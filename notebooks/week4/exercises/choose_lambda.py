"""The strength of a penalty, chosen on validation data."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import Mistakes, unpack
from course_lib.hints.errors import require
from course_lib.hints.promise import promise

from ._least_squares import ridge_weights, with_ones

READY_CHOICE = (
    "sklearn.linear_model._ridge._BaseRidgeCV.fit",
    "sklearn.model_selection._search.BaseSearchCV.fit",
)
"""Where a fit may be borrowed, but not the choice of lambda."""


_LAMS = (100.0, 10.0, 0.01, 1000.0, 2.0, 0.1)


def _data(rng: np.random.Generator, n: int = 18, d: int = 6) -> tuple[Any, ...]:
    """Draw rows and lambdas in some order; the best is no end of them, nor the first or last."""
    for _ in range(100):  # with few rows there may be none such
        lams = rng.permutation(_LAMS).tolist()
        X, y = _rows(n, d, rng)
        errors = _errors(_scaled(X[:n], X[:n]), y[:n], _scaled(X[:n], X[n:]), y[n:], lams)
        best, worst = lams[int(np.argmin(errors))], lams[int(np.argmax(errors))]
        drops = [i for i, step in enumerate(np.diff(errors)) if step < 0]
        last = lams[max(drops, default=0) + 1]  # where the errors fell for the last time
        inside = best in (2.0, 10.0, 100.0) and best not in (lams[0], lams[-1])
        place = lams.index(best)  # no count of it may look like the lambda itself
        if inside and worst != 0.01 and last != best and best not in (place, place + 1):
            break
    return X[:n], y[:n], X[n:], y[n:], lams


def _scaled(by: Array, rows: Array, ddof: int = 0) -> Array:
    return np.asarray((rows - by.mean(axis=0)) / by.std(axis=0, ddof=ddof))


def _errors(X: Array, y: Array, new: Array, y_new: Array, lams: Any, extra: float = 0.0) -> Array:
    """Return the mean squared error on new rows for each lambda, with some of the penalty."""
    fits = [ridge_weights(X, y, lam) for lam in lams]
    return np.array(
        [
            ((y_new - with_ones(new) @ w) ** 2).mean() + extra * lam * w[:-1] @ w[:-1]
            for lam, w in zip(lams, fits, strict=True)
        ]
    )


@promise(
    draw=_data,
    lists=("lams",),
    without={"one n": "one row has no spread"},
    follows={"best": ("errors",)},
    allow=("course_lib.linear_models", "course_lib.datasets"),
    forbid=READY_CHOICE,
    rtol=1e-4,
)
def choose_lambda(
    X_train: Array, y_train: Array, X_validation: Array, y_validation: Array, lams: Any
) -> Case:
    """Return the case of choosing a ridge's lambda with validation rows on other scales."""
    train, new, n = (X_train, y_train), (X_validation, y_validation), len(X_train)
    X = np.vstack([X_train, X_validation])

    def errors(of_train: Array, of_new: Array, extra: float = 0.0) -> Array:
        return _errors(of_train, train[1], of_new, new[1], lams, extra)

    def residuals() -> Array:
        """Return the validation errors (number of lambdas, m)."""
        return np.array([new[1] - with_ones(B) @ ridge_weights(A, train[1], lam) for lam in lams])

    A, B = _scaled(X[:n], X[:n]), _scaled(X[:n], X[n:])
    right = errors(A, B)
    wrong: Mistakes = {
        "these are errors on the training rows": _errors(A, train[1], A, train[1], lams),
        "the penalty is in it. Validation measures the errors alone.": errors(A, B, extra=1.0),
        "the penalty is in it, divided by n": errors(A, B, extra=1 / n),
        "the columns are not standardised": errors(X[:n], X[n:]),
        "the validation rows are scaled by themselves. Use the training rows' mean and sd.": (
            errors(A, _scaled(X[n:], X[n:]))
        ),
        "the scale is learnt from validation rows too. That is a leak.": (
            errors(_scaled(X, X[:n]), _scaled(X, X[n:]))
        ),
        "the sd is over n - 1. Use X.std(axis=0).": (
            errors(_scaled(X[:n], X[:n], 1), _scaled(X[:n], X[n:], 1))
        ),
        "only the training rows are scaled. The validation rows need the same.": errors(A, X[n:]),
        "the validation rows took part in the fit": _errors(
            np.vstack([A, B]), np.append(train[1], new[1]), B, new[1], lams
        ),
        "the fit was made on the validation rows": _errors(B, new[1], B, new[1], lams),
        "these are sizes of the errors. The exercise asks for their squares.": (
            np.abs(residuals()).mean(axis=1)
        ),
        "these are sums. The exercise asks for the mean of the squares.": n * right,
        "the targets are standardised too. Only the features are.": right / train[1].var(),
        "b is missing in the prediction": ((residuals() + train[1].mean()) ** 2).mean(axis=1),
        "b has the wrong sign in the prediction": ((residuals() + 2 * train[1].mean()) ** 2).mean(
            axis=1
        ),
        "these are shares of the variance. The exercise asks for the mean of the squares.": (
            right / new[1].var()
        ),
        "these are roots of the mean squared errors": np.sqrt(right),
        "this is the median of the squares. The exercise asks for their mean.": (
            np.median(residuals() ** 2, axis=1)
        ),
        "the mean error is squared. Square each error, then average.": (
            residuals().mean(axis=1) ** 2
        ),
        "they are sorted. They must stand in the order of lams.": np.sort(right),
        "lams was sorted before. The errors must stand in the order of lams as given.": (
            right[np.argsort(lams)]
        ),
        "all are equal: the fit does not use lam": np.full(len(right), right[0]),
        "one mean and one sd were used for all columns. Each column has its own.": errors(
            (X[:n] - X[:n].mean()) / X[:n].std(), (X[n:] - X[:n].mean()) / X[:n].std()
        ),
        "it is divided by the variance. Standardising divides by the standard deviation.": errors(
            A / X[:n].std(axis=0), B / X[:n].std(axis=0)
        ),
    }
    inputs = (*train, *new, lams)
    results = {"best": float(lams[int(np.argmin(right))]), "errors": right}
    mistakes = {"best": _wrong_choices(lams, right), "errors": wrong}
    return Case("choose_lambda", inputs, results, mistakes, n=n)


def _rows(n: int, d: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw n training rows and n validation rows below them, correlated, on unlike scales."""
    scales = 10.0 ** rng.uniform(-1, 1, size=d)
    X = (rng.normal(size=(2 * n, d)) + rng.normal(size=(2 * n, 1))) * scales + scales
    noise = rng.choice([1.5, 3.0, 8.0])  # the more of it, the larger the best lambda
    y = X @ (rng.normal(size=d) / scales) + 4 + noise * rng.normal(size=2 * n)
    X[n:] *= 1.2  # the new rows spread more than the old ones
    return X, y


def _wrong_choices(lams: Any, errors: Array) -> Mistakes:
    falls = [i for i in range(1, len(lams)) if errors[i] < errors[i - 1]]
    return {
        "each error was compared with the one before it. Compare with the lowest so "
        "far, once your errors are right.": (lams[max(falls, default=0)]),
        "this is the last lambda of the list": np.nan if len(lams) - 1 in falls else lams[-1],
        "this is the place of the best lambda, not the lambda itself": int(np.argmin(errors)),
        "this is the lambda with the largest validation error. Are your errors right?": lams[
            int(np.argmax(errors))
        ],
        "this is the smallest lambda, as training errors prefer. Are your errors right?": min(lams),
        "this is the smallest error, not its lambda": float(errors.min()),
    }


def require_order(got: object) -> None:
    """Lose the part if ``errors`` stands before ``best``."""
    best, errors = unpack(got, "best", "errors", name="choose_lambda")
    exchanged = np.size(best) > 1 and np.size(errors) == 1
    require(not exchanged, "the two results are exchanged.", "The order is best, errors.")
