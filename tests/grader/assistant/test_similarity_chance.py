"""What chance does is read off the class: held against distributions whose tails are known."""

from __future__ import annotations

import numpy as np
import pytest

from grader.assistant.similarity.chance import Tail


def exponential(count: int, scale: float, start: float = 0.0) -> np.ndarray:
    """Return scores whose upper tail is exactly exp(-(x - start) / scale)."""
    return start - scale * np.log((np.arange(count) + 0.5) / count)


@pytest.mark.parametrize("count", [200, 50_000])
@pytest.mark.parametrize(("scale", "start"), [(1.0, 0.0), (0.25, 3.0), (40.0, -10.0)])
def test_the_tail_of_an_exponential_is_found(count: int, scale: float, start: float) -> None:
    """The part of pairs above a score is exp(-x / scale), far beyond the class too."""
    tail = Tail.of(exponential(count, scale, start))
    for beyond in (6.0, 10.0, 20.0):
        part = tail.expected(start + beyond * scale, count) / count
        assert -np.log(part) == pytest.approx(beyond, rel=0.02)


def test_the_lower_end_of_the_class_says_nothing() -> None:
    """A crowd of very low scores, however it is spread, leaves the upper tail as it is."""
    high = exponential(50_000, 1.0)
    low = high.copy()
    low[high < np.quantile(high, 0.5)] -= 100 * np.arange(25_000)[::-1] / 25_000
    assert Tail.of(low) == Tail.of(high)


def test_a_score_is_more_surprising_the_higher_it_is() -> None:
    """Below the tail nothing surprises; above it each score does more than the one before."""
    tail = Tail.of(exponential(5000, 1.0))
    surprise = tail.surprise(np.linspace(-5, 30, 71))
    assert surprise[0] == 0
    assert (np.diff(surprise) >= 0).all()
    assert surprise[-1] == pytest.approx(30, rel=0.02)
    assert tail.expected(-5, 5000) == 5000
