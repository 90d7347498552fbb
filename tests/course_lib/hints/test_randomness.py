"""Promises of the checks of random answers."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from course_lib import hints
from course_lib.hints.randomness import FALSE_ALARM


def binomial(n: int, p: float, k: int) -> float:
    """Return the probability of k hits in n draws, from its definition."""
    return comb(n, k) * p**k * (1 - p) ** (n - k)


def passes(share: float, p: float, n: int) -> bool:
    """Return whether the share is accepted."""
    try:
        hints.share(share, p, n, name="share")
    except hints.HintError:
        return False
    return True


@pytest.mark.parametrize("n", [1, 7, 40, 400])
@pytest.mark.parametrize("p", [0.02, 0.2, 0.5, 0.9])
def test_a_right_answer_is_refused_less_often_than_stated(n: int, p: float) -> None:
    """Summed exactly over the binomial distribution, the false alarms stay below 1e-6."""
    alarms = sum(binomial(n, p, k) for k in range(n + 1) if not passes(k / n, p, n))
    assert alarms < FALSE_ALARM


def test_a_wrong_probability_is_noticed() -> None:
    """With 2,000 draws a share of 0.4 does not pass for 0.5, and 0.2 is told from 0.8."""
    assert not passes(0.4, 0.5, 2000)
    with pytest.raises(hints.HintError, match="fits 1 - p"):
        hints.share(0.8, 0.2, 2000, name="share")
    with pytest.raises(hints.HintError, match="half of p"):
        hints.share(0.1, 0.2, 2000, name="share", mistakes={"this is half of p": 0.1})
    with pytest.raises(hints.HintError, match="too large to be chance"):
        hints.share(0.5, 0.2, 2000, name="share")
    with pytest.raises(hints.HintError, match="between 0 and 1"):
        hints.share(400, 0.2, 2000, name="share")


def test_certain_events_allow_no_exception() -> None:
    """With p = 0 or 1 a single exception is an error."""
    assert passes(0.0, 0.0, 10)
    assert passes(1.0, 1.0, 10)
    assert not passes(0.1, 0.0, 10)


def test_determinism_and_change() -> None:
    """The same Generator gives the same; two calls with one Generator differ."""
    hints.same_each_time(lambda: np.random.default_rng(3).random(4), name="mask")
    rng = np.random.default_rng(3)
    with pytest.raises(hints.HintError, match="differs between two calls"):
        hints.same_each_time(lambda: rng.random(4), name="mask")
    hints.differs(rng.random(4), rng.random(4), name="mask")
    with pytest.raises(hints.HintError, match="same on every call"):
        hints.differs((1, [2]), (1, [2]), name="mask")
    with pytest.raises(hints.NotDoneError):
        hints.differs(None, None, name="mask")
    with pytest.raises(hints.NotDoneError):
        hints.same_each_time(lambda: None, name="mask")
