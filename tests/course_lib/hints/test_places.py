"""Promises of the places: what all wrong entries have in common, if it is no accident."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_lib.hints import Case, promise
from course_lib.hints.diagnosis import diagnose
from course_lib.hints.places import where_wrong


def _inputs(rng: np.random.Generator, n: int = 12) -> tuple[Any, ...]:
    x = rng.uniform(0.2, 3, size=n) * np.where(np.arange(n) % 2, 1, -1)
    return x, (np.arange(n) % 3 > 0).astype(float), float(rng.uniform(1, 2))


@promise(draw=_inputs)
def bent(x: Any, kind: Any, knee: float) -> Case:
    """Return the case of a function in pieces."""
    right = [v * v + k + (v - knee if v > knee else 0.0)
             for v, k in zip(x.tolist(), kind.tolist(), strict=True)]  # fmt: skip
    return Case("bent", (x, kind, knee), {"bent": np.array(right)})


def _bent(x: Any, kind: Any, knee: float) -> Any:
    return x**2 + kind + np.maximum(x - knee, 0)


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        (lambda x, kind, knee: x < 0, "only where x < 0"),
        (lambda x, kind, knee: x > 0, "only where x > 0"),
        (lambda x, kind, knee: x > knee, "only where x > knee"),
        (lambda x, kind, knee: kind == 0, "only where kind is 0"),
        (lambda x, kind, knee: np.abs(x) < knee, "only where x lies between -knee and knee"),
    ],
)
def test_the_side_that_is_wrong_is_told_with_an_example(odd: Any, said: str) -> None:
    """The first input on which it shows follows."""
    found = diagnose(
        lambda x, kind, knee: np.where(odd(x, kind, knee), np.cosh(x * knee), _bent(x, kind, knee)),
        bent,
    )
    assert [cause.reason.partition(":")[0] for cause in found] == [f"bent is wrong {said}"]
    assert "x = [" in found[0].reason


def test_a_row_of_a_single_input_is_no_place() -> None:
    """On one input something is wrong in some row by necessity."""
    right = np.arange(1.0, 7.0).reshape(3, 2)
    came = right.copy()
    came[0] += 1
    case = Case("table", (), {"table": right})
    assert where_wrong([(case, came, right)], 1e-5) == ""
    assert where_wrong([(case, came, right)] * 2, 1e-5) == "in its first row"


def test_wrong_everywhere_is_no_place() -> None:
    """Nothing is told if no entry is right."""
    x = np.array([-1.0, -2.0, -3.0])
    case = Case("size", (x, 5.0), {"size": abs(x)}, arguments_of=("x", "limit"))
    assert where_wrong([(case, x, abs(x))] * 2, 1e-5) == ""
