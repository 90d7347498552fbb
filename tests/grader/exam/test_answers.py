"""Answers that are made of a value and the mistakes around it: which count, and how near."""

from __future__ import annotations

import math

import numpy as np
import pytest

from grader.exam.answers import choose_number, choose_several, numeric
from grader.exam.question import TWO_DECIMALS, Mistake, Option, UnsuitableError


def test_what_is_accepted_is_exactly_what_was_asked_for() -> None:
    """Two decimals are enough by default: 0.006 and not more; another width is kept as it is."""
    assert numeric(2.0).tolerance == TWO_DECIMALS == 0.006
    assert numeric(2.0, tolerance=0.25).tolerance == 0.25
    assert numeric(2.0, unit="%").unit == "%"


@pytest.mark.parametrize("tolerance", [0.006, 0.25])
def test_a_mistake_is_kept_if_no_number_is_near_both(tolerance: float) -> None:
    """Its own accepted range must not touch that of the answer, nor that of an earlier mistake."""
    for sign in (1, -1):
        near, far = sign * 1.99 * tolerance, sign * 2.01 * tolerance
        assert numeric(1.0, {"near": 1.0 + near}, tolerance=tolerance).mistakes == ()
        (kept,) = numeric(1.0, {"far": 1.0 + far}, tolerance=tolerance).mistakes
        assert kept == Mistake(pytest.approx(1.0 + far, abs=1e-9), "far")
        both = {"first": 9.0, "second": 9.0 + near, "third": 9.0 + far}
        told = [m.because for m in numeric(1.0, both, tolerance=tolerance).mistakes]
        assert told == ["first", "third"]


def test_numbers_are_clean_and_finite() -> None:
    """Binary dust goes, minus zero too, and what is no number is no mistake."""
    answer = numeric(0.1 + 0.2, {"nan": math.nan, "inf": math.inf, "zero": -0.0})
    assert answer.value == 0.3
    assert [m.because for m in answer.mistakes] == ["zero"]
    assert math.copysign(1, answer.mistakes[0].value) == 1


def test_options_of_numbers_are_the_first_mistakes_and_one_is_right() -> None:
    """Four options: the value and three mistakes, none of them within reach of another."""
    mistakes = {"a": 2.0, "b": 3.0, "same": 1.001, "c": 4.0, "d": 5.0}
    found = choose_number(np.random.default_rng(1), 1.0, "yes", mistakes, pattern="${}$ m")
    assert sorted(option.text for option in found.options) == ["$1$ m", "$2$ m", "$3$ m", "$4$ m"]
    (right,) = (option for option in found.options if option.correct)
    assert (right.text, right.because, right.value) == ("$1$ m", "yes", 1.0)
    with pytest.raises(UnsuitableError):
        choose_number(np.random.default_rng(1), 1.0, "yes", {"a": 2.0, "b": 2.0, "c": 1.0})


@pytest.mark.parametrize(("right", "wrong"), [(1, 6), (6, 1), (3, 3), (2, 3)])
def test_of_several_some_are_right_and_some_wrong(right: int, wrong: int) -> None:
    """Five options with at least one of each kind; every number that is possible comes up."""
    options = [Option(f"r{i}", True, "") for i in range(right)]
    options += [Option(f"w{i}", False, "") for i in range(wrong)]
    seen = set()
    for seed in range(200):
        found = choose_several(np.random.default_rng(seed), options)
        assert found.several
        assert len({option.text for option in found.options}) == 5
        seen.add(len(found.right))
    assert seen == set(range(max(1, 5 - wrong), min(right, 4) + 1))
