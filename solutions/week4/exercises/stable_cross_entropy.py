"""The cross-entropy of scores, stable for large ones, and its gradient."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise

_ROUNDING = Decimal("1e-40")  # of 50 digits; a loss is never below 0
_COLUMNS = "the sums run over the examples. Each example, a row, has a sum of its own."

_CUT = "the probability was cut off at {:.0e} before the logarithm. Stay with the scores."


FAR = (
    np.array([[800.0, 0.0, -5.0], [-900.0, -1000.0, -950.0], [3.0, 1.0, 2.0]]),
    np.array([1, 2, 0]),
)
HUGE = (
    np.array([[1e4, 9990.0], [-1e4, -1e4], [-1e4, 1e4], [1e4, -1e4], [0.0, 1.0]]),
    np.array([1, 0, 0, 0, 1]),
)


def _scores(rng: np.random.Generator, n: int = 7, k: int = 3) -> tuple[Array, Any]:
    """Draw scores (n, k) and class numbers (n,) in which each class occurs."""
    return rng.normal(scale=2.0, size=(n, k)), rng.permutation(np.arange(n) % k)


def _exact_rows(Z: Array, y: Array) -> tuple[Array, Array]:
    """Return the loss of each row and the probabilities; decimals do not overflow at e^10000."""
    losses, rows = [], []
    with localcontext() as context:
        context.prec = 50
        for row, label in zip(Z, y, strict=True):
            powers = [Decimal(float(z)).exp() for z in row]
            total = sum(powers, Decimal(0))
            loss = total.ln() - Decimal(float(row[int(label)]))
            losses.append(float(loss) if loss > _ROUNDING else 0.0)
            rows.append([float(power / total) for power in powers])
    return np.array(losses), np.array(rows)


@promise(
    draw=_scores,
    whole=("Z",),
    forbid=(
        "scipy.special.logsumexp",
        "scipy.special.softmax",
        "scipy.special.log_softmax",
        "sklearn.metrics.log_loss",
    ),
    examples={
        "five classes, of which y has four": (
            np.diag([1.5, -0.5, 2.0, 0.5, 1.0]),
            np.array([2, 0, 3, 1, 3]),
        ),
    },
    without={"one k": "one class has nothing to choose from"},
)
def stable_cross_entropy(Z: ArrayLike, y: ArrayLike) -> Case:
    """Return the case of the mean cross-entropy of scores Z (n, k) for class numbers y (n,)."""
    inputs = (Z, y)
    Z, y = np.asarray(Z, dtype=np.float64), np.asarray(y)
    losses, p = _exact_rows(Z, y)
    n, k = Z.shape
    hot = np.zeros((n, k))
    for row, label in enumerate(y):
        hot[row, label] = 1
    own = Z[np.arange(n), y]
    calm = Z - Z.max(axis=1, keepdims=True)
    before = (y - 1) % k  # what y - 1 indexes
    by_column = Z - Z.max(axis=0)
    total = np.logaddexp.reduce(by_column, axis=1)
    right = {"loss": losses.mean(), "dZ": (p - hot) / n}
    shown = np.exp(-losses)  # the probability of the true class
    mistakes: dict[str, dict[str, object]] = {
        "loss": {
            "the log of the sum is missing: this is the mean score of the true class alone": (
                -own.mean()
            ),
            "the score of the true class is missing. The loss is log-sum-exp minus that score.": (
                (losses + own).mean()
            ),
            "after the largest score was subtracted, that of the true class is missing. "
            "Where does y come in?": (losses + own - Z.max(axis=1)).mean(),
            "the loss of each example is cut to a whole number. zeros_like(y) has the type of y.": (
                np.trunc(losses).mean()
            ),
            "it is divided by k too. The mean is over the n examples.": losses.mean() / k,
            "the logarithm has base 2. The lecture's is the natural one.": (
                losses.mean() / np.log(2)
            ),
            "this logarithm has base 2. The lecture's is the natural one.": (
                np.log2(np.exp(calm).sum(axis=1)) + Z.max(axis=1) - own
            ).mean(),
            "there is no logarithm in it": -shown.mean(),
            "all classes are averaged. Only the true class has a term.": (
                (losses + own)[:, None] - Z
            ).mean(),
            "the largest score was subtracted in one place and not in the other": (
                losses - Z.max(axis=1)
            ).mean(),
            "the other classes are counted as well. Only the true class has a term.": (
                losses - (np.log1p(-np.minimum(p, 1 - 1e-12)) * (1 - hot)).sum(axis=1)
            ).mean(),
            "this logarithm has base 10. The lecture's is the natural one.": (
                np.log10(np.exp(calm).sum(axis=1)) + Z.max(axis=1) - own
            ).mean(),
            "each row is paired with the classes of all rows. Index rows and columns together.": (
                (losses + own)[:, None] - Z[:, y]
            ).mean(),
            "the class numbers begin at 0, and 1 was subtracted from them": (
                losses + own - Z[np.arange(n), before]
            ).mean(),
            "the largest score of each column was subtracted. Each row has its own.": (
                total - by_column[np.arange(n), y]
            ).mean(),
            "this is the binary cross-entropy of sigmoids. Exactly one class is true here.": (
                np.logaddexp(0, Z) - hot * Z
            ).mean(),
            _COLUMNS: (np.logaddexp.reduce(Z, axis=0)[y] - own).mean(),
        },
        "dZ": {
            "1 must be taken off at the true class. This is softmax / n.": p / n,
            "this is the gradient for the probabilities. The exercise asks for the scores.": (
                -hot / np.maximum(p, 1e-300) / n
            ),
            "1 is added at the true class. It must be taken off.": (p + hot) / n,
            "it is divided by k, the number of classes. The mean is over the n examples.": (
                (p - hot) / k
            ),
            "the logarithm of softmax stands where softmax belongs": (
                (calm - np.log(np.exp(calm).sum(axis=1, keepdims=True)) - hot) / n
            ),
            "softmax's slope is there twice. It has cancelled in p - y.": (
                (p - hot) * p * (1 - p) / n
            ),
            "it is divided by k too. The mean is over the n examples.": (p - hot) / n / k,
            "each row is paired with the classes of all rows. Index rows and columns together.": (
                (p - (hot.sum(axis=0) > 0)) / n
            ),
            "the class numbers begin at 0, and 1 was subtracted from them": (
                (p - np.eye(k)[before]) / n
            ),
            "the largest score of each column was subtracted. Each row has its own.": (
                (np.exp(by_column - total[:, None]) - hot) / n
            ),
            "this is the binary cross-entropy of sigmoids. Exactly one class is true here.": (
                (np.exp(-np.logaddexp(0, -Z)) - hot) / (n * k)
            ),
            _COLUMNS: (np.exp(Z - np.logaddexp.reduce(Z, axis=0)) - hot) / n,
            "only the column of the true class is filled. The other scores matter too.": (
                (p - hot) * hot / n
            ),
        },
    }
    for cut in (1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 2.0**-52, 1e-16, 1e-300):
        cut_off = np.minimum(losses, -np.log(cut)).mean()
        if cut_off < right["loss"]:
            mistakes["loss"][_CUT.format(cut)] = cut_off
    far = np.abs(Z).max() > 100
    hint = "Subtract the largest score of each row first; then no size is too large." if far else ""
    return Case("stable_cross_entropy", inputs, right, mistakes, n=n, hint=hint)


TRAINS = {
    "gradient": ["loss_gradient:3", "softmax_value"],
    "binary": ["which_loss", "cross_entropy_value"],
    "": ["cross_entropy_value:2", "softmax_value", "loss_gradient:3"],
}
