"""Promises of the relations: a factor, a power or a term that does not belong is named."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_lib.hints import Case, promise
from course_lib.hints.diagnosis import diagnose


def _inputs(rng: np.random.Generator, n: int = 5) -> tuple[Any, ...]:
    return rng.uniform(1, 3, size=n) * np.where(np.arange(n) % 2, 1, -1), float(rng.uniform(2, 4))


@promise(draw=_inputs)
def waves(x: Any, by: float) -> Case:
    """Return the case of two results that are no simple functions of the arguments."""
    right = {
        "height": np.array([float(np.sin(v)) * float(np.exp(v / by)) for v in x.tolist()]),
        "total": float(sum(np.cos(v + by) + 2 for v in x.tolist())),
    }
    return Case("waves", (x, by), right)


def _height(x: Any, by: float) -> Any:
    return np.sin(x) * np.exp(x / by)


def _total(x: Any, by: float) -> Any:
    return float((np.cos(x + by) + 2).sum())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda h, x, by: h * x, "height has a factor x too many."),
        (lambda h, x, by: h / by, "height lacks a factor by."),
        (lambda h, x, by: h + x, "height has x added to it."),
        (lambda h, x, by: h - by, "height has by taken off."),
        (lambda h, x, by: np.abs(h), "height has lost its signs."),
        (lambda h, x, by: h**2, "height is squared."),
        (lambda h, x, by: 1 / h, "height is one over what is asked."),
        (lambda h, x, by: np.round(h, 2), "height is rounded to 2 decimals."),
        (lambda h, x, by: h / len(x), "height is too small by a factor of n."),
        (lambda h, x, by: 0.1 * h, "height is 0.1 times what it must be, on every input."),
        (lambda h, x, by: 5 * h, "height is 5 times what it must be, on every input."),
    ],
)
def test_what_was_done_to_a_right_result_is_told(change: Any, said: str) -> None:
    """A factor of n follows n, and a factor of 5 does not, though n is 5."""
    found = diagnose(lambda x, by: (change(_height(x, by), x, by), _total(x, by)), waves)
    assert [cause.reason for cause in found] == [said]


def test_another_result_in_it_is_told() -> None:
    """A number that was added may be another result."""
    found = diagnose(lambda x, by: (_height(x, by) + _total(x, by), _total(x, by)), waves)
    assert [cause.reason for cause in found] == ["height has total added to it."]
