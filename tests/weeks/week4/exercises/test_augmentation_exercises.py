"""Promises of the cases from which the test cells on augmentation are made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from exercises.augmentation import Signals
from exercises.keeps_label import require_choice

from course_lib.augmentation import augment, shift_signals
from course_lib.hints import HintError

CHECKS = [
    Signals.check_originals,
    Signals.check_labels,
    Signals.check_shifts,
    Signals.check_own_shift,
    Signals.check_distribution,
    Signals.check_generator,
]


def of_the_library(X: Any, y: Any, copies: int, max_shift: int, rng: np.random.Generator) -> Any:
    """Return what course_lib makes of the signals."""
    change = partial(shift_signals, max_shift=max_shift)
    return augment(X, y, transforms=[change], copies=copies, rng=rng)


def batch(seed: int = 0) -> Signals:
    """Return a batch that is large enough for every check."""
    return Signals(600, 9, copies=3, max_shift=2, seed=seed)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("seed", range(5))
def test_the_librarys_augmentation_passes(check: Callable[..., None], seed: int) -> None:
    """Code that never saw the checks is right in all of them, whatever it draws."""
    check(batch(seed), of_the_library)


def test_the_shifts_that_were_made_are_recovered() -> None:
    """A shift written out by hand is read off the rows again, also one beyond max_shift."""
    signals = Signals(2, 5, copies=1, max_shift=4, seed=0)
    a, b = signals.X.tolist()

    def by_hand(X: Any, y: Any, *_: Any) -> Any:
        return [a, b, [0, 0, *a[:3]], [*b[1:], 0]], [*y, *y]

    assert signals.steps(by_hand).tolist() == [[2, -1]]
    signals.max_shift = 1
    with pytest.raises(HintError, match="further than max_shift"):
        signals.check_shifts(by_hand)


def test_float32_and_lists_are_as_good() -> None:
    """Neither the type of the numbers nor that of the container matters."""

    def listed(*given: Any) -> Any:
        rows, labels = of_the_library(*given)
        return np.float32(rows).tolist(), labels.tolist()

    for check in CHECKS:
        check(batch(), listed)


def altered(change: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """Return the library's augmentation with its result changed."""
    return lambda *given: change(*of_the_library(*given))


def cut_after(X: Any, n: int) -> Any:
    """Return X with everything below its first n rows cut to whole numbers."""
    return np.concatenate([X[:n], np.trunc(X[n:])])


@pytest.mark.parametrize(
    ("check", "function", "said"),
    [
        (Signals.check_originals, altered(lambda X, y: (X[::-1], y)), "The originals come first"),
        (Signals.check_originals, altered(lambda X, y: (X[600:], y)), "originals missing"),
        (Signals.check_labels, altered(lambda X, y: (X, y[:600])), "600 labels for 2400 rows"),
        (Signals.check_labels, altered(lambda X, y: (X, np.repeat(y[:600], 4))), "copy after copy"),
        (Signals.check_shifts, altered(lambda X, y: (X[:, ::-1], y)), "backwards"),
        (Signals.check_shifts, altered(lambda X, y: (X + 0.1, y)), "by whole samples"),
        (Signals.check_shifts, altered(lambda X, y: (cut_after(X, 600), y)), "whole numbers"),
        (Signals.check_shifts, altered(lambda X, y: (np.roll(X, 1, axis=0), y)), "another signal"),
        (Signals.check_originals, lambda *given: None, "not done"),
    ],
)
def test_mistakes_are_named(check: Any, function: Any, said: str) -> None:
    """Rows, labels and order that are wrong are told apart."""
    with pytest.raises(HintError, match=said):
        check(batch(), function)


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda n, rng: rng.integers(0, 3, size=n), "to the left"),
        (lambda n, rng: rng.integers(-2, 2, size=n), "leave out an end"),
        (lambda n, rng: rng.integers(-1, 2, size=n), "a number stand where max_shift"),
        (lambda n, rng: np.round(rng.uniform(-2, 2, size=n)).astype(int), "too small"),
    ],
)
def test_other_distributions_are_recognised(draw: Any, said: str) -> None:
    """One-sided, open-ended and rounded draws fail the check of the distribution."""

    def function(X: Any, y: Any, copies: int, max_shift: int, rng: Any) -> Any:
        rows = [X]
        for _ in range(copies):
            moved = [np.roll(x, step) for x, step in zip(X, draw(len(X), rng), strict=True)]
            rows.append(moved)
        return np.concatenate(rows), np.tile(y, copies + 1)

    def zero_filled(X: Any, y: Any, *given: Any) -> Any:
        rows, labels = function(np.pad(X, ((0, 0), (4, 4))), y, *given)
        return rows[:, 4:-4], labels

    with pytest.raises(HintError, match=said):
        batch().check_distribution(zero_filled)


def test_a_generator_of_ones_own_is_noticed() -> None:
    """Neither an unseeded Generator nor one with a fixed seed obeys the one that is passed in."""

    def unseeded(*given: Any) -> Any:
        return of_the_library(*given[:4], np.random.default_rng())

    def fixed(*given: Any) -> Any:
        return of_the_library(*given[:4], np.random.default_rng(0))

    with pytest.raises(HintError, match="differs between two calls"):
        batch().check_generator(unseeded)
    with pytest.raises(HintError, match="same on every call"):
        batch().check_generator(fixed)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (None, "not done"),
        ([True], "must be a dictionary"),
        ({}, "no entry"),
        ({"turned": None}, "not done"),
        ({"turned": "yes"}, "True or False"),
        ({"turned": True}, "What becomes of a 6"),
    ],
)
def test_choices_that_are_not_right_say_why(answers: Any, said: str) -> None:
    """What is missing, of another type or wrong gets its own message."""
    require_choice({"turned": np.bool_(False)}, "turned", keeps=False, ask="")
    with pytest.raises(HintError, match=said):
        require_choice(answers, "turned", keeps=False, ask="What becomes of a 6?")
