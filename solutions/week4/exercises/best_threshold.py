"""The threshold that costs least, from the theory and from the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import scalar
from course_lib.hints.errors import HintError, NotDoneError
from course_lib.hints.promise import promise


def _root(function: Callable[[float], float]) -> float:
    """Return the zero in [0, 1] of a function that grows from below to above 0."""
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return low


ALL_READY = ("sklearn.model_selection.TunedThresholdClassifierCV.fit",)


def _costs(rng: np.random.Generator) -> tuple[float, float]:
    risky, good = rng.uniform(1.5, 9.0, size=2)
    return float(risky), float(good)


@promise(draw=_costs, whole=("risky_approved", "good_refused"), forbid=ALL_READY)
def approval_threshold(risky_approved: float, good_refused: float) -> Case:
    """Return the case of the smallest P(good) at which approving costs no more than refusing."""
    right = _root(lambda good: good_refused * good - risky_approved * (1 - good))
    ratio = good_refused / risky_approved
    mistakes: dict[str, object] = {
        "this is the largest P(risky) that is approved. The exercise asks for P(good).": 1 - right,
        "this is the ratio of the costs, which is no threshold": ratio,
        "this is 1 minus the ratio of the costs. Compare two expected costs.": 1 - ratio,
        "this is the ratio of the costs, and it is above 1": 1 / ratio,
        "the costs are not used": 0.5,
        "this is the difference of the costs over their sum. Compare two expected costs.": (
            (risky_approved - good_refused) / (risky_approved + good_refused)
        ),
        "the costs are squared. A cost counts as it is.": (
            risky_approved**2 / (risky_approved**2 + good_refused**2)
        ),
        "// cuts off what stands behind the point": risky_approved
        // (risky_approved + good_refused),
    }
    name = "approval_threshold"
    return Case(name, (risky_approved, good_refused), {name: right}, {name: mistakes})


def _scores(rng: np.random.Generator, n: int = 5) -> tuple[Array, float]:
    return rng.uniform(0.05, 0.95, size=n), float(rng.uniform(1.2, 6.0))


@promise(
    draw=_scores,
    whole=("lam",),
    empty=("n",),
    examples={
        "scores 0 and 1": (np.array([0.0, 1.0]), 3.0),
        "lam = 0": (np.array([0.2, 0.9]), 0.0),
    },
    forbid=ALL_READY,
)
def recalibrated(score: Array, lam: float) -> Case:
    """Return the case of P(good) for scores that minimise the credit loss with weight lam.

    For a share r of risky borrowers the slope of the expected loss at the score s is
    2 [(1 - r)(s - 1) + (1 + lam) r s]. The share at which it is zero is found by bisection.
    """
    s = np.asarray(score, dtype=np.float64)

    def risky(one: float) -> float:
        return _root(lambda r: (1 - r) * (one - 1) + (1 + lam) * r * one)

    right = np.array([1 - risky(float(one)) for one in s])
    mistakes: dict[str, object] = {
        "this is the score itself": s,
        "this is P(risky). The exercise asks for P(good).": 1 - right,
        "this goes from the probability to the score. Solve for the probability.": (
            s / (1 + lam * (1 - s))
        ),
        "a 1 is missing: the good ones count without the penalty too": lam * s / (1 + lam * s),
        "a sign in the denominator is wrong": (1 + lam)
        * s
        / np.where(lam * s == 1, np.nan, 1 - lam * s),
        "it is cut off at 1 where it must be divided": np.minimum((1 + lam) * s, 1),
        "it is not divided, and is no probability": (1 + lam) * s,
        "the whole denominator needs brackets": (1 + lam) * s + lam * s,
        "the score was divided by the weight, which does not undo it": s / (1 + lam),
    }
    name = "recalibrated"
    hint = "Write s with the share r of risky borrowers, and solve for 1 - r."
    return Case(name, (s, lam), {name: right}, {name: mistakes}, hint=hint)


def _borrowers(rng: np.random.Generator, n: int = 30) -> tuple[Any, ...]:
    return *random_scores(n, seed=int(rng.integers(1000))), *_costs(rng)


@promise(draw=_borrowers, whole=("y",), forbid=ALL_READY)
def best_threshold(score: Array, y: Array, risky_approved: float, good_refused: float) -> Case:
    """Return a case without right values: many thresholds cost the least, and ``Cuts`` asks."""
    return Case("best_threshold", (score, y, risky_approved, good_refused), {}, {})


def random_scores(n: int, *, seed: int, ties: bool = False) -> tuple[Array, Array]:
    """Return scores (n,) that say something about y (n,), but are no probabilities.

    With ``ties`` they are multiples of 1/16, so that many borrowers share a score.
    """
    rng = np.random.default_rng(seed)
    y = rng.permutation((np.arange(n) % 10 > 2).astype(float))
    score = 1 / (1 + np.exp(-(rng.normal(size=n) + 1.2 * y - 1.1)))
    return (np.round(16 * score) / 16 if ties else score), y


class Cuts:
    """A set of borrowers for which a threshold is to be chosen.

    Parameters
    ----------
    score, y : shape (n,); y is 1 for a good borrower.
    risky_approved, good_refused : what the two kinds of mistakes cost.
    """

    def __init__(self, score: Array, y: Array, risky_approved: float, good_refused: float) -> None:
        self.score, self.y = np.asarray(score), np.asarray(y)
        self.costs = (risky_approved, good_refused)

    @property
    def arguments(self) -> tuple[Array, Array, float, float]:
        """Fresh copies of the inputs."""
        return (self.score.copy(), self.y.copy(), *self.costs)

    def mean_cost(self, approved: Iterable[bool], costs: tuple[float, float]) -> float:
        """Return the mean cost of decisions, counted one by one."""
        risky, good = costs
        total = 0.0
        for yes, label in zip(approved, self.y, strict=True):
            if yes and label == 0:
                total += risky
            if not yes and label == 1:
                total += good
        return total / len(self.y)

    def _least(self, costs: tuple[float, float]) -> float:
        places = [*np.unique(self.score), float(self.score.max()) + 1]
        return min(self.mean_cost(self.score >= t, costs) for t in places)

    def compare(self, got: object) -> None:
        """Pass if approving from this threshold on costs the least that any threshold does."""
        threshold = self._threshold(got)
        least = self._least(self.costs)
        rounded = 1e-6 * max(1.0, abs(threshold))
        for t in (threshold, threshold - rounded):  # a score in float32 may be rounded up
            if self.mean_cost(self.score >= t, self.costs) <= least + 1e-12:
                return
        for text, wrong in self._mistakes(threshold, least).items():
            if wrong:
                reason, _, hint = text.partition(". ")
                raise HintError(f"best_threshold: {reason.rstrip('.')}.", hint)
        raise HintError(
            "best_threshold: another threshold costs less on these borrowers.",
            "Is every cut between two scores tried, also approving all and approving nobody?",
        )

    def _threshold(self, got: object) -> float:
        if got is None or got is ...:
            raise NotDoneError("best_threshold")
        number = np.asarray(got)
        if number.size == 1 and number.dtype.kind == "f" and np.isinf(number).all():
            return float(number.item())  # approve nobody, or everybody
        return scalar(got, name="best_threshold")

    def _parts_equals(self, t: float) -> bool:
        """Return whether t is the best cut of the sorted borrowers, and one that no t makes."""
        order = np.argsort(self.score, kind="stable")
        one_by_one = Cuts(np.arange(len(order), dtype=float), self.y[order], *self.costs)
        costs = [one_by_one.mean_cost(one_by_one.score >= i, self.costs) for i in one_by_one.score]
        best = int(np.argmin(costs))
        return t == self.score[order][best] and costs[best] < self._least(self.costs) - 1e-12

    def _sorted_apart(self, t: float) -> bool:
        """Return whether t is best for scores in their order beside targets in the old one."""
        apart = Cuts(np.sort(self.score), self.y, *self.costs)
        least = apart._least(self.costs)
        return apart.mean_cost(apart.score >= t, self.costs) <= least + 1e-12

    def _mistakes(self, t: float, least: float) -> dict[str, bool]:
        risky, good = self.costs
        at_least, above = self.score >= t, self.score > t

        def is_least(approved: Iterable[bool], costs: tuple[float, float]) -> bool:
            return abs(self.mean_cost(approved, costs) - self._least(costs)) < 1e-12

        nobody, everybody = not at_least.any(), bool(at_least.all())
        other = Cuts(self.score, 1 - self.y, risky, good)
        swapped = other.mean_cost(at_least, self.costs) < other._least(self.costs) + 1e-12
        nobody_pays = self.mean_cost(self.score > self.score.max(), self.costs)
        everybody_pays = self.mean_cost(self.score >= self.score.min(), self.costs)
        paid = self.mean_cost(at_least, self.costs)
        fixed = (5.0, 1.0)  # the costs of the visible test
        worst = max(self.mean_cost(self.score >= s, self.costs) for s in np.unique(self.score))
        return {
            "this is the least cost, not the threshold that gives it": (
                min(abs(t - least), abs(t - least * len(self.y))) < 1e-9
            ),
            "approving nobody costs less here. A score equal to t is approved.": (
                not nobody and t == self.score.max() and nobody_pays <= least + 1e-12
            ),
            "approving nobody costs less, and this approves everybody. Scores may be above 1.": (
                everybody and nobody_pays <= least + 1e-12
            ),
            "it is right for costs of 5 and 1. Are they written down? Use the arguments.": (
                risky != 5 * good and is_least(at_least, fixed)
            ),
            "it is right for score > t, but a score equal to t is approved": is_least(
                above, self.costs
            ),
            "this is the place in the list, not the score there": t >= 2 and t % 1 == 0,
            "approving everybody costs less here. Is the lowest score tried too? With its own y?": (
                not everybody and abs(everybody_pays - least) < 1e-12
            ),
            "it cuts between two equal scores, which no threshold can do": self._parts_equals(t),
            "the scores were sorted and y was not. Each score keeps its y.": (
                self._sorted_apart(t) and not nobody and not everybody
            ),
            "this gives the fewest mistakes. They do not cost the same.": is_least(
                at_least, (1.0, 1.0)
            ),
            "the two costs are exchanged": is_least(at_least, (good, risky)),
            "it approves nobody. Is the last cut returned, are good (y = 1) and risky exchanged, "
            "or are scores and y no longer side by side?": nobody and swapped,
            "the targets are exchanged. y = 1 is good.": swapped,
            "this is the threshold for probabilities, and these scores are none": (
                abs(t - risky / (risky + good)) < 1e-12
            ),
            "no risky borrower is approved, at any price. Count the refused good ones too.": (
                np.array_equal(at_least, self.score > self.score[self.y == 0].max(initial=-np.inf))
            ),
            "shares of the risky and of the good are compared. Count borrowers.": is_least(
                at_least, (risky / max((self.y == 0).sum(), 1), good / max((self.y == 1).sum(), 1))
            ),
            "this is 0.5. Is it fixed, or are too few cuts tried?": t == 0.5,
            "this threshold costs the most. Is a high score approved?": paid >= worst - 1e-12,
            "it approves nobody": nobody,
            "it approves everybody": everybody,
        }


TRAINS = {
    "approval_threshold": ["cost_threshold"],
    "recalibrated": ["best_constant", "cost_threshold"],
    "": ["counted_cost", "cost_threshold", "real_metric"],
}
