"""The loss of a credit decision, in which a missed default costs more."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.hints.cases import Case
from course_lib.hints.promise import promise
from course_lib.hints.roads import complex_step


def _borrowers(rng: np.random.Generator, n: int = 7, lam: float = np.nan) -> tuple[Any, ...]:
    """Draw scores p (n,) and targets y (n,): 1 good, 0 risky, both present; lam is not 1 or 4.

    The scores of the risky ones lie in turn below 0.5 and above it.
    """
    p, y = rng.uniform(0.05, 0.95, size=n), rng.permutation((np.arange(n) % 3 > 0).astype(float))
    risky = np.flatnonzero(y == 0)
    p[risky] = rng.uniform(0.05, 0.45, size=len(risky)) + 0.5 * (np.arange(len(risky)) % 2)
    return p, y, float(rng.uniform(1.5, 3)) if np.isnan(lam) else lam


@promise(
    draw=_borrowers,
    whole=("y",),
    examples={
        "lam = 0": (np.array([0.2, 0.9, 0.4, 0.6]), np.array([0.0, 1.0, 1.0, 0.0]), 0.0),
        "nobody risky": (np.array([0.3, 0.8, 0.55]), np.ones(3), 2.5),
    },
)
def credit_loss(p: ArrayLike, y: ArrayLike, lam: float) -> Case:
    """Return the case of mean (p - y)^2 + lam mean (1 - y) p^2, and its gradient for p."""
    inputs = (p, y, lam)
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
            "this is the root of the mean squared error. There is no root.": mse**0.5 + lam * mean,
            "the mean error is squared. Square each error, then average.": (
                float((p - y).mean()) ** 2 + lam * mean
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
            "these are differences along the array. Each p has a slope of its own.": (
                np.gradient((p - y) ** 2 + lam * (1 - y) * p**2) if n > 1 else np.nan
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
    return Case("credit_loss", inputs, {"loss": loss, "dp": gradient}, mistakes, n=n)
