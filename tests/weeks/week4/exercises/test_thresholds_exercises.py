"""Promises of the cases on thresholds and recalibration."""

from __future__ import annotations

import numpy as np
import pytest
from exercises import best_threshold
from exercises.best_threshold import Cuts

from course_lib import hints
from course_lib.losses import CreditRisk

SCORE, Y = best_threshold.random_scores(60, seed=8)


def test_the_threshold_is_elkans() -> None:
    """For 5 : 1 approve from P(good) = 5/6; for equal costs from 1/2 (Elkan, 2001)."""
    best_threshold.approval_threshold(5.0, 1.0).compare(5 / 6, rtol=1e-12)
    best_threshold.approval_threshold(2.0, 2.0).compare(0.5, rtol=1e-12)


@pytest.mark.parametrize("lam", [0.0, 1.0, 4.0, 12.0])
def test_recalibration_undoes_what_the_loss_does(lam: float) -> None:
    """The score that minimises the library's credit loss for a share of good goes back to it."""
    shares = np.array([0.1, 0.5, 0.8, 0.9])
    grid = np.linspace(0, 1, 100_001)
    loss = CreditRisk(lam)
    slopes = [np.array([loss.gradient([s], [y])[0] for s in (0.0, 1.0)]) for y in (1.0, 0.0)]
    at_good, at_risky = (s[0] + (s[1] - s[0]) * grid for s in slopes)  # slopes are linear in s
    best = [grid[np.abs(g * at_good + (1 - g) * at_risky).argmin()] for g in shares]
    best_threshold.recalibrated(best, lam).compare(shares, rtol=1e-4)


def test_recalibration_of_the_slides_example() -> None:
    """With lambda = 4 and a fifth risky the best score is 0.8/1.8, and it stands for 0.8."""
    best_threshold.recalibrated([0.8 / 1.8], 4.0).compare([0.8], rtol=1e-12)


@pytest.mark.parametrize("costs", [(5.0, 1.0), (1.0, 3.0), (1.0, 1.0), (400.0, 1.0), (1.0, 400.0)])
@pytest.mark.parametrize("ties", [False, True])
def test_exactly_the_cheapest_thresholds_pass(costs: tuple[float, float], ties: bool) -> None:
    """A cut passes if and only if no other cut costs less, counted by a confusion matrix."""
    score, y = best_threshold.random_scores(40, seed=4, ties=ties)
    cuts = Cuts(score, y, *costs)
    places = [*np.unique(score), 2.0]
    paid = [
        costs[0] * np.sum((score >= t) & (y == 0)) + costs[1] * np.sum((score < t) & (y == 1))
        for t in places
    ]
    for t, cost in zip(places, paid, strict=True):
        if cost == min(paid):
            cuts.compare(float(t))
        else:
            with pytest.raises(hints.HintError):
                cuts.compare(float(t))


def test_between_two_scores_any_threshold_is_right() -> None:
    """The least score, a midpoint and infinity are judged by what they decide."""
    cuts = Cuts(np.array([0.2, 0.8]), np.array([0.0, 1.0]), 5.0, 1.0)
    for threshold in (0.8, 0.5, 0.21, np.array([0.3])):
        cuts.compare(threshold)
    nobody = Cuts(np.array([0.2, 0.8]), np.array([0.0, 0.0]), 5.0, 1.0)
    nobody.compare(float("inf"))
    nobody.compare(1.0)


@pytest.mark.parametrize(
    ("threshold", "said"),
    [
        (None, "not done yet"),
        (0.5, "this is 0.5"),
        (5 / 6, "threshold for probabilities"),
        (-1.0, "costs the most"),
        (float("inf"), "approves nobody"),
        (17, "place in the list"),
        ([0.1, 0.2], "must be one number"),
        (float("nan"), "is NaN"),
    ],
)
def test_a_wrong_threshold_hears_why(threshold: object, said: str) -> None:
    """Each usual mistake gets its own words."""
    with pytest.raises(hints.HintError, match=said):
        Cuts(SCORE, Y, 5.0, 1.0).compare(threshold)


def test_mistakes_of_a_whole_rule_are_named() -> None:
    """Exchanged costs, counted mistakes, and an open instead of a closed end."""

    def best(costs: tuple[float, float]) -> float:
        cuts = Cuts(SCORE, Y, *costs)
        return float(
            min(np.unique(SCORE), key=lambda t: cuts.mean_cost(np.greater_equal(SCORE, t), costs))
        )

    cuts = Cuts(SCORE, Y, 5.0, 1.0)
    right = best((5.0, 1.0))
    below = float(SCORE[right > SCORE].max())
    wrong = {
        best((1.0, 5.0)): "exchanged",
        best((1.0, 1.0)): "fewest mistakes",
        below: "score > t",
    }
    for threshold, said in wrong.items():
        with pytest.raises(hints.HintError, match=said):
            cuts.compare(threshold)


def test_mistakes_of_formulas_are_named() -> None:
    """Each named mistake of the two formulas is wrong and reported by its own text."""
    cases = (
        best_threshold.approval_threshold(5.0, 1.0),
        best_threshold.recalibrated([0.15, 0.444, 0.7], lam=4.0),
    )
    for case in cases:
        for text, wrong in case.mistakes[case.exercise].items():
            with pytest.raises(hints.HintError) as error:
                case.compare(wrong)
            assert text.partition(". ")[0].rstrip(".") in error.value.reason


def test_a_threshold_in_float32_is_fair() -> None:
    """Rounding a score up to float32 does not refuse the borrower it belongs to."""
    rounded = float(np.float32(0.1))
    assert rounded > 0.1
    Cuts(np.array([0.05, 0.1]), np.array([0.0, 1.0]), 5.0, 1.0).compare(rounded)
