"""Tests of the stopping rules on curves short enough to follow by hand.

The definitions are Prechelt's (1998, "Automatic early stopping using cross validation"); the
expected epochs were worked out on paper, with epochs counted from 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.early_stopping import (
    GL,
    PQ,
    UP,
    Criterion,
    Patience,
    generalization_loss,
    training_progress,
)

LOSSES = st.lists(st.floats(0, 10), min_size=1, max_size=40)
CRITERIA = st.sampled_from(
    [lambda: Patience(3), lambda: GL(5), lambda: PQ(0.5, 3), lambda: UP(2, 3)]
)


def stops_at(
    criterion: Criterion, validation: Sequence[float], train: Sequence[float] | None = None
) -> int | None:
    """Return the first epoch at which the criterion says stop, None if it never does."""
    train = train or [1.0] * len(validation)
    for epoch, losses in enumerate(zip(train, validation, strict=True)):
        if criterion.should_stop(*losses):
            return epoch
    return None


@pytest.mark.parametrize(
    ("criterion", "validation", "expected"),
    [
        (Patience(1), [3, 2, 2.5], 2),
        (Patience(1), [3, 2, 2], 2),  # an equal loss is no improvement
        (Patience(2), [3, 2, 2.5, 1.9, 2, 2], 5),  # 1.9 starts the count again
        (Patience(3), [3, 2, 2.5, 2.4, 2.3], 4),  # falling, but never below the reference
        (Patience(3), [5, 4, 3, 2, 1], None),
        (Patience(2, min_delta=0.5), [3, 2.75, 2.5], 2),  # 2.5 is not less than 3 - 0.5
        (Patience(2, min_delta=0.5), [3, 2.75, 2.25, 2, 2], 4),  # 2.25 is less than 3 - 0.5
        (Patience(1), [-1, -2, -1.5], 2),  # a log-likelihood may be negative
    ],
)
def test_patience_by_hand(
    criterion: Patience, validation: list[float], expected: int | None
) -> None:
    """It stops at the end of the patience-th epoch in a row without improvement."""
    assert stops_at(criterion, validation) == expected


@pytest.mark.parametrize(
    ("alpha", "expected"),
    [(6, 2), (6.25, 4), (12, 4), (25, 5)],
)
def test_gl_by_hand(alpha: float, expected: int) -> None:
    """GL is 0, 0, 6.25, 0, 12.5 and 50 per cent; the first that is above alpha stops."""
    validation = [2.0, 1.0, 1.0625, 1.0, 1.125, 1.5]
    assert stops_at(GL(alpha), validation) == expected


def test_gl_needs_more_than_alpha() -> None:
    """A generalization loss of exactly alpha does not stop: 1.25 is 25 per cent above 1."""
    assert stops_at(GL(25), [1.0, 1.25]) is None
    assert stops_at(GL(25), [1.0, 1.2500001]) == 1


def test_progress_by_hand() -> None:
    """The strip 4, 2, 3 has the mean 3 and the minimum 2, so P_3 = 1000 (3/2 - 1) = 500."""
    assert training_progress([4.0, 2.0, 3.0]) == 500
    assert training_progress([0.1] * 7) == 0


def test_pq_by_hand() -> None:
    """With k = 2: GL = 0, 20, 50 at the ends of the strips, P = 333.3, 27.03, 0.

    The quotients are 0, 0.74 and infinite, so alpha = 0.7 stops at epoch 3, alpha = 0.8 at 5.
    """
    train = [5.0, 2.5, 1.95, 1.85, 1.8, 1.8]
    validation = [2.0, 1.0, 9.0, 1.2, 9.0, 1.5]
    assert training_progress(train[2:4]) == pytest.approx(27.027, abs=1e-3)
    assert stops_at(PQ(0.7, k=2), validation, train) == 3
    assert stops_at(PQ(0.8, k=2), validation, train) == 5


def test_pq_looks_only_at_the_ends_of_strips() -> None:
    """A peak inside a strip does not stop; the same peak at its end does."""
    train = [1.0] * 6
    assert stops_at(PQ(1, k=3), [1, 9, 1, 1, 9, 1], train) is None
    assert stops_at(PQ(1, k=3), [1, 1, 9, 1, 1, 1], train) == 2


@pytest.mark.parametrize(
    ("s", "k", "validation", "expected"),
    [
        (1, 2, [9, 2, 9, 1, 9, 3, 9, 4], 5),
        (2, 2, [9, 2, 9, 1, 9, 3, 9, 4], 7),
        (2, 1, [1, 2, 1.5, 1.6, 1.7], 4),  # the fall to 1.5 resets the count
        (2, 1, [1, 2, 2, 3, 4], 4),  # an equal loss resets it too
        (3, 1, [1, 2, 3, 2.5, 3, 4], None),
        (1, 3, [1, 1, 1, 9, 9, 0.5], None),  # only the last epoch of a strip counts
        (1, 5, [1, 2, 3, 4, 5], None),  # the first strip has nothing to compare with
    ],
)
def test_up_by_hand(s: int, k: int, validation: list[float], expected: int | None) -> None:
    """It stops when s strips in a row ended higher than the strip before."""
    assert stops_at(UP(s, k), validation) == expected


def test_up_5_counts_from_the_first_comparison() -> None:
    """With k = 5 and s = 2 on a rising curve the earliest stop is after 15 epochs."""
    assert stops_at(UP(2), [float(i) for i in range(40)]) == 14


def test_criteria_differ_on_one_noisy_curve() -> None:
    """One curve, falling to 1 at epoch 9 and rising by 2 per cent an epoch, stops as computed.

    GL(5) at the third epoch after the minimum (1.06); patience 5 at the fifth; UP_1 with k = 5 at
    the end of the third strip, epoch 14.
    """
    validation = [2 - i / 9 for i in range(10)] + [1 + 0.02 * i for i in range(1, 11)]
    assert [stops_at(c, validation) for c in (GL(5), Patience(5), UP(1))] == [12, 14, 14]


@given(CRITERIA, LOSSES)
def test_best_epoch_is_the_first_lowest(make: Callable[[], Criterion], losses: list[float]) -> None:
    """Whatever the rule, best_epoch is the index of the first lowest validation loss."""
    criterion = make()
    assert criterion.best_epoch is None
    for seen, loss in enumerate(losses):
        criterion.should_stop(1.0, loss)
        assert criterion.best_epoch == losses.index(min(losses[: seen + 1]))


def test_min_delta_does_not_decide_what_is_best() -> None:
    """An epoch that is lower by less than min_delta is still the best one."""
    patience = Patience(9, min_delta=0.5)
    for loss in (3.0, 2.9, 2.95):
        patience.should_stop(0.0, loss)
    assert patience.best_epoch == 1


@given(CRITERIA, LOSSES)
def test_reset_forgets_everything(make: Callable[[], Criterion], losses: list[float]) -> None:
    """After reset a rule behaves like a new one."""
    used, new = make(), make()
    for loss in losses:
        used.should_stop(loss, loss)
    used.reset()
    for loss in losses:
        assert used.should_stop(1.0, loss) == new.should_stop(1.0, loss)


@given(CRITERIA, st.floats(0.1, 10), st.integers(1, 60))
def test_a_falling_loss_never_stops(
    make: Callable[[], Criterion], start: float, epochs: int
) -> None:
    """While the validation loss falls strictly no rule stops."""
    validation = [start * 0.9**i for i in range(epochs)]
    assert stops_at(make(), validation, validation) is None


def test_a_loss_of_exactly_zero_is_handled() -> None:
    """Ratios to a lowest loss of 0 are 0 while it lasts, then infinite."""
    assert generalization_loss([1.0, 0.0]) == 0
    assert generalization_loss([0.0, 0.1]) == math.inf
    assert training_progress([0.0, 0.0]) == 0
    assert training_progress([1.0, 0.0]) == math.inf
    assert stops_at(GL(5), [0.0, 0.0, 1e-9]) == 2
    assert stops_at(PQ(1, k=2), [0.0, 1.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0]) == 3


@pytest.mark.parametrize("criterion", [Patience(1), GL(1), PQ(1), UP(1)])
@pytest.mark.parametrize("loss", [math.nan, math.inf])
def test_a_loss_that_is_no_number_is_refused(criterion: Criterion, loss: float) -> None:
    """NaN compares as false with everything, so it would never stop; it is refused."""
    with pytest.raises(ValueError, match=r"should_stop: validation_loss must be in .* got"):
        criterion.should_stop(1.0, loss)
    with pytest.raises(ValueError, match=r"should_stop: train_loss must be in .* got"):
        criterion.should_stop(loss, 1.0)
    assert criterion.best_epoch is None


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (lambda: Patience(0), ValueError, "Patience: patience must be a whole number of at least"),
        (lambda: Patience(2.5), TypeError, "Patience: patience must be a whole number"),
        (lambda: Patience(1, min_delta=-1), ValueError, r"min_delta must be in \[0, inf\), got -1"),
        (lambda: GL(-1), ValueError, r"GL: alpha must be in \[0, inf\), got -1"),
        (lambda: PQ(0), ValueError, r"PQ: alpha must be in \(0, inf\), got 0"),
        (lambda: PQ(1, k=0), ValueError, "PQ: k must be a whole number of at least 1, got 0"),
        (lambda: UP(0), ValueError, "UP: s must be a whole number of at least 1, got 0"),
        (lambda: GL(1).should_stop(1.0, -1.0), ValueError, "GL.should_stop: validation_loss must"),
    ],
)
def test_bad_settings_are_refused(
    call: Callable[[], object], error: type[Exception], text: str
) -> None:
    """A setting outside its range is named with the range."""
    with pytest.raises(error, match=text):
        call()
