"""The penalised cost: squared errors and a penalty on the weights, with its gradients."""

from __future__ import annotations

from math import fsum
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import Mistakes
from course_lib.hints.promise import promise
from course_lib.hints.roads import complex_step


def _size(w: Any, penalty: str) -> Any:
    """Return the penalty of real or complex w; the slope of |w| at 0 comes out as 0."""
    if penalty == "l2":
        return (w * w).sum()
    return np.where(np.real(w) == 0, 0, np.sqrt(w * w)).sum()


def _model(
    rng: np.random.Generator, n: int = 7, d: int = 4, lam: float = 3.0, penalty: str = "l2"
) -> tuple[Any, ...]:
    """Draw data and a model; the first of its d weights is exactly 0, the last one negative."""
    X, w, b = rng.normal(size=(n, d)), rng.normal(size=d), float(rng.uniform(0.5, 1.5))
    y = X @ w - 2 + 2 * rng.normal(size=n)
    w[-1] = -np.abs(w[-1])  # a sign that can be lost
    w[: d - 1][:1] = 0.0
    return X, y, w, b, lam, penalty


@promise(
    draw=_model,
    whole=("X", "w"),
    examples={"the penalty l1": _model(np.random.default_rng(5), penalty="l1")},
)
def penalized_cost(X: Array, y: Array, w: Array, b: float, lam: float, penalty: str) -> Case:
    """Return the case of the cost and its gradients."""
    n = len(X)

    def loss(w: Any, b: Any) -> Any:
        return ((y - X @ w - b) ** 2).sum()

    errors = [y[i] - b - fsum(X[i] * w) for i in range(n)]
    squares = fsum(e * e for e in errors)
    size = fsum(v * v if penalty == "l2" else abs(v) for v in w)
    slope = complex_step(lambda w: loss(w, b), w)
    pull = complex_step(lambda w: lam * _size(w, penalty), w)
    right = {
        "cost": squares + lam * size,
        "dw": slope + pull,
        "db": complex_step(lambda b: loss(w, b), b),
    }
    without = np.array([e + b for e in errors])  # the errors if b were not there
    doubled = np.array([e + 2 * b for e in errors])
    pairs = y[:, None] - (X @ w + b)  # what y as a column makes
    of_bias = {"l2": (b * b, 2 * b), "l1": (abs(b), np.sign(b))}[penalty]
    mistakes: dict[str, Mistakes] = {
        "cost": {
            "the bias is penalised. Only the weights belong in the penalty.": (
                squares + lam * (size + of_bias[0])
            ),
            "lambda is not in it": squares + size,
            "lambda multiplies the squares too": lam * (squares + size),
            "the errors are summed before they are squared. Square each error.": (
                fsum(errors) ** 2 + lam * size
            ),
            "lambda is squared": squares + lam**2 * size,
            "the penalty is missing": squares,
            "the squares are averaged. The slide's cost is a sum, not a mean.": (
                squares / n + lam * size
            ),
            "the penalty is subtracted": squares - lam * size,
            "the squares are halved. The slide's cost has no 1/2.": squares / 2 + lam * size,
            "this is the square root of the penalty's sum. There is no root.": (
                squares + lam * size**0.5
            ),
            "the penalty is halved. The slide's cost has no 1/2.": squares + lam * size / 2,
            "the sizes of the errors are summed. Square each error.": (
                fsum(map(abs, errors)) + lam * size
            ),
            "this is the root of the sum of squares. There is no root.": squares**0.5 + lam * size,
            "only the largest weight is penalised. Add up all of them.": (
                squares + lam * float(np.max(w * w if penalty == "l2" else np.abs(w)))
            ),
            "b is missing in the errors": float(without @ without) + lam * size,
            "b has the wrong sign in the errors": float(doubled @ doubled) + lam * size,
            "the weights are summed first. Square each, or take its size, and then add up.": (
                squares + lam * (abs(w.sum()) if penalty == "l1" else w.sum() ** 2)
            ),
            **_lost_sizes(squares, lam, w, penalty),
            "this is the number of the example by hand. Compute it from the arguments.": (
                21.0 if penalty == "l2" else 15.0
            ),
            "y is a column and X w a row, which makes n times n errors": (
                float((pairs**2).sum()) + lam * size
            ),
            **_other_penalty(squares, lam, w, penalty),
        },
        "dw": {
            **_slope_mistakes(slope, pull, w, lam, n, penalty),
            "b is missing in the errors": pull - 2 * X.T @ without,
            "b has the wrong sign in the errors": pull - 2 * X.T @ doubled,
            "y is a column and X w a row, which makes n times n errors": (
                pull - 2 * X.T @ pairs.sum(axis=1)
            ),
        },
        "db": {
            "b is missing in the errors": -2 * without.sum(),
            "b has the wrong sign in the errors": -2 * doubled.sum(),
            "the bias is penalised. Only the weights belong in the penalty.": (
                right["db"] + lam * of_bias[1]
            ),
        },
    }
    return Case("penalized_cost", (X, y, w, b, lam, penalty), right, mistakes, n=n)


def _lost_sizes(squares: float, lam: float, w: Array, penalty: str) -> Mistakes:
    if penalty == "l2":
        return {}
    return {
        "weights of both signs cancel in the penalty. Add up their sizes.": squares + lam * w.sum(),
        "L1 adds up sizes. This is the root of the sum of squares.": (
            squares + lam * float(np.linalg.norm(w))
        ),
    }


def _other_penalty(squares: float, lam: float, w: Array, penalty: str) -> Mistakes:
    other = "l1" if penalty == "l2" else "l2"
    return {f'this is the penalty "{other}"': squares + lam * float(_size(w, other))}


def _slope_mistakes(
    slope: Array, pull: Array, w: Array, lam: float, n: int, penalty: str
) -> Mistakes:
    always: dict[str, object] = {
        "the gradient of the penalty is missing": slope,
        "the gradient of the squares is missing": pull,
        "the gradient of the squares has the wrong sign. The inner derivative is -X.": pull - slope,
        "the gradient of the penalty has the wrong sign": slope - pull,
        "lambda is not in it": slope + pull / lam,
        "lambda multiplies the squares too": lam * slope + pull,
        "lambda is squared": slope + lam * pull,
        "the squares are averaged. The slide's cost is a sum, not a mean.": slope / n + pull,
        "the squares lost their factor 2": slope / 2 + pull,
        "the slope of the penalty was summed. Each weight has its own.": slope + pull.sum(),
    }
    if penalty == "l2":
        return {
            **always,
            "the penalty lost its factor 2. What is the derivative of w^2?": slope + pull / 2,
            'this is the penalty "l1"': slope + lam * np.sign(w),
            "the penalty itself stands where its slope belongs": slope + lam * w**2,
            "this is the slope of the root of the sum. The sum has no root.": (
                slope + lam * w / (np.linalg.norm(w) or np.nan)
            ),
        }
    return {
        **always,
        "the penalty pulls all weights the same way. The slope of |w| is the sign of w.": (
            slope + lam
        ),
        "the signs of w are lost. Was w overwritten by its absolute value?": (
            slope + lam * np.abs(np.sign(w))
        ),
        "the penalty itself stands where its slope belongs": slope + lam * np.abs(w),
        "the slope of |w| at 0 is to be taken as 0": slope + lam * np.where(w >= 0, 1, -1),
        "the slope of |w| at 0 is to be taken as 0. Your value there is -1.": (
            slope + lam * np.where(w > 0, 1, -1)
        ),
        'this is the penalty "l2"': slope + 2 * lam * w,
    }
