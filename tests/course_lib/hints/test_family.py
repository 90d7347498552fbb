"""Promises of mistakes with many values: each of them is recognised, and no other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_lib.hints import Case, HintError, promise
from course_lib.hints.diagnosis import diagnose
from course_lib.hints.family import AnyOf, Known, value_of


def _halved(x: Any, times: int) -> Any:
    for _ in range(times):
        x = x / 2 + 1 / x  # Newton's way to the root of 2
    return x


@promise(draw=lambda rng, n=3: (rng.uniform(3, 9, size=n),))
def root(x: Any) -> Case:
    """Return the case of the root of 2, approached from x."""
    early = AnyOf([_halved(x, k) for k in range(1, 5)])
    right = np.full(len(x), 2**0.5)
    return Case("root", (x,), {"root": right}, {"root": {"it stops too early. More steps.": early}})


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_mistake_with_a_parameter_is_named_whatever_it_is(times: int) -> None:
    """Nobody knows after how many steps an answer stops."""
    case = root.drawn(7)
    with pytest.raises(HintError, match="it stops too early"):
        case.compare(_halved(case.inputs[0], times))
    assert diagnose(lambda x: _halved(x, times), root)[0].reason == "root: it stops too early."


def test_other_values_are_not_of_the_family() -> None:
    """What lies between two values is neither."""
    assert "too early" not in str(diagnose(lambda x: _halved(x, 1) + 0.1, root))


def test_values_that_cannot_be_made_are_nothing() -> None:
    """No shape, no finite value, or an error of NumPy: the mistake cannot be made."""

    def singular() -> object:
        return np.linalg.inv(np.zeros((2, 2)))

    assert np.isnan(value_of(singular, 1.0))
    assert np.isnan(value_of(AnyOf([[np.inf]]), [1.0]))
    assert np.isnan(value_of(AnyOf([[1.0, 2.0]]), "text"))


def test_what_was_drawn_is_known_by_its_look() -> None:
    """An answer that chance made is named, and one of another look, or a text, is not."""
    wrong = {"some are lost. Keep all.": Known(lambda a: (a == 0).any())}
    case = Case("kept", (), {"a": np.ones(3)}, {"a": wrong})
    with pytest.raises(HintError, match=r"a: some are lost\."):
        case.compare([1.0, 0.0, 1.0])
    with pytest.raises(HintError) as caught:
        case.compare([1.0, 0.5, 1.0])
    assert "lost" not in str(caught.value)
    assert np.isnan(value_of(wrong["some are lost. Keep all."], "text"))
