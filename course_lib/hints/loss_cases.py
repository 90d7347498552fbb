"""Cases of the exercises on losses: cross-entropy from scores, and the loss of credit risk.

Right values come from decimal arithmetic with 50 digits or exact fractions, the credit gradient
from a complex step. Nothing here is the array formula that the exercises ask for.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.hints.cases import Array, Case, complex_step
from course_lib.hints.memo import computed_once

_COLUMNS = "the sums run over the examples. Each example, a row, has a sum of its own."
_CUT = "the probability was cut off at {:.0e} before the logarithm. Stay with the scores."


def random_scores(n: int, k: int, *, seed: int, size: float = 2.0) -> tuple[Array, Array]:
    """Return scores (n, k) of the given size and class numbers (n,) in which each class occurs."""
    rng = np.random.default_rng(seed)
    return rng.normal(scale=size, size=(n, k)), rng.permutation(np.arange(n) % k)


def _exact_rows(Z: Array, y: Array) -> tuple[Array, Array]:
    """Return the loss of each row and the probabilities; decimals do not overflow at e^10000."""
    losses, rows = [], []
    with localcontext() as context:
        context.prec = 50
        for row, label in zip(Z, y, strict=True):
            powers = [Decimal(float(z)).exp() for z in row]
            total = sum(powers, Decimal(0))
            losses.append(float(total.ln() - Decimal(float(row[int(label)]))))
            rows.append([float(power / total) for power in powers])
    return np.array(losses), np.array(rows)


@computed_once
def cross_entropy(Z: ArrayLike, y: ArrayLike) -> Case:
    """Return the case of the mean cross-entropy of scores Z (n, k) for class numbers y (n,)."""
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
            "after the largest score was subtracted, that of the true class is missing": (
                losses + own - Z.max(axis=1)
            ).mean(),
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
    return Case("stable_cross_entropy", (Z, y), right, mistakes, n=n, hint=hint)


def random_borrowers(n: int, *, seed: int) -> tuple[Array, Array]:
    """Return scores p (n,) between 0 and 1 and targets y (n,): 1 good, 0 risky, both present."""
    rng = np.random.default_rng(seed)
    return rng.uniform(0.05, 0.95, size=n), rng.permutation((np.arange(n) % 3 > 0).astype(float))


@computed_once
def credit_loss(p: ArrayLike, y: ArrayLike, lam: float) -> Case:
    """Return the case of mean (p - y)^2 + lam mean (1 - y) p^2, and its gradient for p."""
    p, y = np.asarray(p, dtype=np.float64), np.asarray(y, dtype=np.float64)
    n = len(p)
    pairs = [(Fraction(a), Fraction(b)) for a, b in zip(p.tolist(), y.tolist(), strict=True)]
    squares = sum((a - b) ** 2 for a, b in pairs) / n
    risk = sum(a**2 for a, b in pairs if b == 0) / Fraction(n)
    loss = float(squares + Fraction(lam) * risk)

    def smooth(q: Any) -> Any:
        return sum((a - b) ** 2 + lam * a * a * (b == 0) for a, b in zip(q, y, strict=True)) / n

    gradient = complex_step(smooth, p)
    plain = complex_step(lambda q: ((q - y) ** 2).mean(), p)
    on_good = complex_step(lambda q: (y * q**2).mean(), p)
    mse, mean = float(squares), float(risk)
    good = float(sum(a**2 for a, b in pairs if b == 1) / Fraction(n))
    extra = gradient - plain
    risky = max(int((y == 0).sum()), 1)
    lone = "risky borrowers have the penalty alone. Their squared error counts too."
    mistakes: dict[str, dict[str, object]] = {
        "loss": {
            "the penalty is missing": mse,
            "the good borrowers are penalised. y = 1 is good.": mse + lam * good,
            "every approval is penalised, good borrowers too": mse + lam * (good + mean),
            "the penalty is a sum, and the error a mean. Divide both by n.": mse + lam * n * mean,
            "the penalty is a mean over the risky only. Divide by all n.": (
                mse + lam * mean * n / risky
            ),
            "the penalty is linear in p. It is p squared.": mse + lam * float(((1 - y) * p).mean()),
            "the penalty has 1 - p where p belongs": mse
            + lam * float(((1 - y) * (1 - p) ** 2).mean()),
            "the squared error is halved": mse / 2 + lam * mean,
            "the penalty does not look at p": mse + lam * float((1 - y).mean()),
            "the penalty is subtracted": mse - lam * mean,
            "only scores above 0.5 are penalised. The formula penalises every score.": (
                mse + lam * float(((1 - y) * p**2 * (p > 0.5)).mean())
            ),
            "the mean of the penalty is squared. Square each p, then average.": (
                mse + lam * float(((1 - y) * p).mean()) ** 2
            ),
            "the sizes of the errors are averaged, not their squares": (
                float(np.abs(p - y).mean()) + lam * mean
            ),
            "this is the cross-entropy with the penalty. The first term is (p - y)^2.": (
                lam * mean - float(np.log(np.where(y == 1, p, 1 - p)).mean())
            ),
            "lambda is not used": mse + mean,
            lone: mse + (lam - 1) * mean,
            "the penalty counts approvals. A count has no slope; the formula squares p.": (
                mse + lam * float(((1 - y) * (p > 0.5)).mean())
            ),
            "lambda multiplies the squared error too": lam * (mse + mean),
            "1 + lambda multiplies everything. Only risky borrowers count more.": (1 + lam) * mse,
            "the targets are exchanged. y = 1 is good.": float(
                np.mean((p - (1 - y)) ** 2) + lam * np.mean(y * p**2)
            ),
        },
        "dp": {
            "the penalty is missing": plain,
            "the good borrowers are penalised. y = 1 is good.": plain + lam * on_good,
            "every approval is penalised, good borrowers too": gradient + lam * on_good,
            "the penalty's derivative lacks its factor 2": plain + extra / 2,
            "the penalty's derivative lacks its 1/n": plain + extra * n,
            "the squared error's derivative lacks its factor 2": plain / 2 + extra,
            "the penalty is not differentiated: p^2 gives 2p": plain + lam * (1 - y) * p**2 / n,
            "the penalty's derivative does not look at p": plain + 2 * lam * (1 - y) / n,
            "lambda is not used": plain + (extra / lam if lam else extra),
            lone: plain * y + extra,
            "the penalty is linear in p. It is p squared.": plain + lam * (1 - y) / n,
            "the squared error's derivative lacks its 1/n": n * plain + extra,
            "1 + lambda multiplies everything. Only risky borrowers count more.": (1 + lam) * plain,
            "the penalty's sign is wrong": plain - extra,
            "only scores above 0.5 are penalised. The formula penalises every score.": (
                plain + extra * (p > 0.5)
            ),
            "these are differences along the array. Each p has a slope of its own.": np.gradient(
                (p - y) ** 2 + lam * (1 - y) * p**2
            ),
            "it is 0 for the good borrowers. Their errors count too.": gradient * (1 - y),
            "the slope of |p - y| stands where that of (p - y)^2 belongs": (
                np.sign(p - y) / n + extra
            ),
            "this is the slope of the cross-entropy. The first term is (p - y)^2.": (
                (p - y) / (p * (1 - p)) / n + extra
            ),
            "the squared error's sign is wrong. Which way round is the difference?": extra - plain,
            "the penalty is a mean over the risky only. Divide by all n.": plain
            + extra * n / risky,
            "the penalty has 1 - p where p belongs": plain - 2 * lam * (1 - y) * (1 - p) / n,
            "the targets are exchanged. y = 1 is good.": 2 * (p - (1 - y) + lam * y * p) / n,
        },
    }
    if lam != 4:  # the weight of the visible test
        mistakes["loss"]["lambda is always 4. Use the argument."] = mse + 4 * mean
        if lam:
            mistakes["dp"]["lambda is always 4. Use the argument."] = plain + 4 / lam * extra
    return Case("credit_loss", (p, y, lam), {"loss": loss, "dp": gradient}, mistakes, n=n)
