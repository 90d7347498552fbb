"""Promises of the contract: what every function owes is tried, and what is broken is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_lib.hints import Case, HintError, NotDoneError, promise
from course_lib.hints.contract import keep_promises


@promise(
    draw=lambda rng, n=3, d=2: (rng.uniform(0.6, 2.4, size=(n, d)), 0.25),
    whole=("X",),
    lists=("X",),
    examples={"zeros": (np.zeros((2, 2)), 0.5)},
)
def scaled(X: Any, factor: float = 2.0) -> Case:
    """Return the case of every entry times a factor, as plain Python sees it."""
    rows = np.asarray(X).tolist()
    return Case("scaled", (X, factor), {"Y": np.array([[v * factor for v in r] for r in rows])})


def right(X: Any, factor: float = 2.0) -> Any:
    """The answer that keeps all promises."""
    return np.asarray(X) * factor


def in_place(X: Any, factor: float = 2.0) -> Any:
    """Right, and the argument is another one afterwards."""
    if isinstance(X, np.ndarray) and X.dtype.kind == "f":
        X *= factor
        return X.copy()
    return right(X, factor)


def in_its_type(X: Any, factor: float = 2.0) -> Any:
    """Right for floats; whole numbers cut."""
    Y = np.zeros_like(X)
    Y[:] = np.asarray(X) * factor
    return Y


def squeezed(X: Any, factor: float = 2.0) -> Any:
    """Right, unless one axis has one entry."""
    return right(X, factor).squeeze()


def other_default(X: Any, factor: float = 3.0) -> Any:
    """Right, but for the default."""
    return right(X, factor)


def only_arrays(X: Any, factor: float = 2.0) -> Any:
    """Right, but not for lists."""
    return factor * X.astype(float)


def only_contiguous(X: Any, factor: float = 2.0) -> Any:
    """Right, unless the array is part of a larger one."""
    array = np.asarray(X, dtype=np.float64)
    return np.zeros_like(array) if not array.flags.c_contiguous else array * factor


def divides(X: Any, factor: float = 2.0) -> Any:
    """Right, unless all entries are 0."""
    with np.errstate(all="ignore"):
        return np.asarray(X) ** 2 * factor / np.asarray(X)


def halved_in_its_type(X: Any, factor: float = 2.0) -> Any:
    """Right for floats; the helper array cuts, and the result is made of floats again."""
    half = np.zeros_like(X)
    half[:] = np.asarray(X) / 2
    return 2 * half * float(factor)


def unset(X: Any, factor: float = 2.0) -> Any:
    """Right, unless no entry makes it set what it returns."""
    for _ in range(np.count_nonzero(X)):
        Y = right(X, factor)
    return Y


def stops(X: Any, factor: float = 2.0) -> Any:
    """Right, unless all entries are 0: then it stops."""
    largest = np.argwhere(np.asarray(X))[0]
    return right(X, factor) + 0 * len(largest)


class Counting:
    """Right at first; each call adds a little to the next."""

    calls = 0

    def __call__(self, X: Any, factor: float = 2.0) -> Any:
        """Scale, and drift from the second call on."""
        self.calls += 1
        return right(X, factor) + (self.calls - 1) * 0.5


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (in_place, r"X was changed by the call: X\[0, 0\] was"),
        (in_its_type, "with whole numbers in X"),
        (halved_in_its_type, "with whole numbers in X another result comes than with floats"),
        (unset, "for zeros it stops with UnboundLocalError"),
        (squeezed, "with n = 1: Y must have shape"),
        (other_default, "without factor: Y"),
        (only_arrays, "with a list as X it stops with AttributeError"),
        (only_contiguous, "with a slice of a larger array: Y is zero"),
        (divides, "for zeros: Y is NaN"),
        (stops, "for zeros it stops with IndexError"),
        (Counting(), "a second call with equal arguments gives another result"),
    ],
)
def test_what_is_broken_is_said(answer: Any, said: str) -> None:
    """Each duty has an answer that breaks it alone, and a sentence."""
    with pytest.raises(HintError, match=said):
        keep_promises(answer, scaled)


@pytest.mark.parametrize(
    ("answer", "advice"), [(other_default, "default of the stub"), (in_its_type, "zeros_like")]
)
def test_what_was_tried_has_its_own_advice(answer: Any, advice: str) -> None:
    """The advice stands in the case too, where the diagnosis finds it."""
    with pytest.raises(HintError) as caught:
        keep_promises(answer, scaled)
    assert advice in caught.value.hint
    assert advice in caught.value.evidence.case.hint


def test_who_keeps_them_hears_nothing() -> None:
    """A right answer passes; a stub is not done, and a wrong one is told what is wrong."""
    keep_promises(right, scaled)
    with pytest.raises(NotDoneError):
        keep_promises(lambda *_: None, scaled)
    with pytest.raises(HintError, match="wrong sign") as caught:
        keep_promises(lambda X, factor=2.0: -right(X, factor), scaled)
    assert caught.value.evidence.name == "Y"


@pytest.mark.parametrize("duty", ["arguments unchanged", "same each time"])
def test_a_duty_can_be_switched_off_with_a_reason(duty: str) -> None:
    """What an exercise does not promise costs nothing."""

    @promise(draw=lambda rng, n=3: (rng.uniform(1, 2, size=n),), without={duty: "it may"})
    def doubled(x: Any) -> Case:
        return Case("doubled", (x,), {"y": [2 * v for v in x.tolist()]})

    def careless(x: Any) -> Any:
        answer = 2 * x
        x += 1
        return answer

    if duty == "arguments unchanged":
        keep_promises(careless, doubled)
    else:
        with pytest.raises(HintError, match="was changed"):
            keep_promises(careless, doubled)
