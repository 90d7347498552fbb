"""Promises of "as if": a wrong result that is right for other arguments is told as that."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_lib.hints import Case, promise
from course_lib.hints.diagnosis import diagnose


def _inputs(rng: np.random.Generator, n: int = 6, d: int = 3) -> tuple[Any, ...]:
    return rng.normal(size=(n, d)) + 2, rng.normal(size=d), float(rng.uniform(2, 4))


@promise(draw=_inputs)
def loads(X: Any, w: Any, by: float) -> Case:
    """Return the case of sums that a person would make entry by entry."""
    right = np.array([sum(x * v for x, v in zip(row, w, strict=True)) ** 2 + by for row in X])
    return Case("loads", (X, w, by), {"loads": right})


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda X, w, by: (X @ w) ** 2 + by / 2, "by were halved"),
        (lambda X, w, by: (X @ w) ** 2 + by**2, "by were squared"),
        (lambda X, w, by: (X @ w) ** 2 + by / 3, "by were divided by d"),
        (lambda X, w, by: (X @ np.abs(w)) ** 2 + by, "w had no signs"),
        (lambda X, w, by: ((X - X.mean(axis=0)) @ w) ** 2 + by, "X were centred column by column"),
        (lambda X, w, by: ((X - X.mean()) @ w) ** 2 + by, "X were centred by one mean"),
        (lambda X, w, by: (X @ w[::-1]) ** 2 + by, "w were in reversed order"),
    ],
)
def test_a_change_of_an_argument_is_recognised(answer: Any, said: str) -> None:
    """What no file names is told by the argument and what became of it."""
    if "divided by d" in said:  # the size itself, or it would be a third on all inputs
        found = diagnose(lambda X, w, by: (X @ w) ** 2 + by / len(w), loads)
    else:
        found = diagnose(answer, loads)
    assert [cause.reason for cause in found] == [f"loads comes out as if {said}."]


def test_a_number_is_not_taken_for_a_size() -> None:
    """A third is d on the usual inputs alone, where d is 3."""
    (cause,) = diagnose(lambda X, w, by: (X @ w) ** 2 + by / 3, loads)
    assert "divided by d" not in cause.reason


def test_counts_are_not_explained_by_other_arguments() -> None:
    """Whole numbers agree too often by chance."""

    @promise(draw=lambda rng, n=6: (rng.normal(size=n), float(rng.uniform(0.1, 0.3))))
    def above(x: Any, limit: float) -> Case:
        return Case("above", (x, limit), {"above": sum(v > limit for v in x.tolist())})

    (cause,) = diagnose(lambda x, limit: int((x > 2 * limit).sum()) + 1, above)
    assert "as if" not in cause.reason
