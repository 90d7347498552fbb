"""Promises of the cases from which the test cells on early stopping are made."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from exercises import patience, prechelt_gl

from course_lib.early_stopping import GL, Patience, generalization_loss
from course_lib.hints import HintError

CURVES = {
    "bumpy": [
        1.0,
        0.95,
        0.9,
        0.7,
        0.8,
        0.75,
        0.65,
        0.6,
        0.68,
        0.7,
        0.62,
        0.66,
        0.69,
        0.7,
        0.5,
        0.4,
    ],
    "ties": [0.8, 0.5, 0.6, 0.5, 0.5, 0.3, 0.2],
    "rising": [0.4, 0.5, 0.6, 0.7],
    "falling": [0.9, 0.7, 0.5, 0.4],
    "one epoch": [0.3],
    "noise": np.random.default_rng(0).uniform(0.5, 1.0, size=60).tolist(),
}


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_the_right_stop_is_the_librarys(curve: list[float], limit: int) -> None:
    """Windows over the whole curve and the library's count, epoch by epoch, agree."""
    case = patience.train_with_patience(*patience.training(curve, limit, seed=1))
    weights, updates, *_ = case.arguments
    rule, run = Patience(limit), 0
    kept: Any = None
    for update, loss in zip(updates, curve, strict=True):
        weights = weights + update
        stop, run = rule.should_stop(0.0, loss), run + 1
        kept = weights if rule.best_epoch == run - 1 else kept
        if stop:
            break
    case.compare((kept, rule.best_epoch, run), rtol=1e-12)


def test_a_curve_worked_out_by_hand() -> None:
    """Lowest at epoch 7, then three epochs without improvement: 11 epochs were run."""
    right = patience.train_with_patience(*patience.training(CURVES["bumpy"], 3, seed=0)).right
    assert (right["best_epoch"], right["epochs_run"]) == (7, 11)


def test_each_wrong_rule_of_the_visible_curve_is_told_from_the_right_one() -> None:
    """A named mistake that gave the right number would never be seen."""
    case = patience.train_with_patience(*patience.training(CURVES["bumpy"], 3, seed=1))
    runs = case.mistakes["epochs_run"]
    equal = [text for text, run in runs.items() if run == case.right["epochs_run"]]
    assert [text[:13] for text in equal] == ["an equal loss"]  # there is no tie in this curve


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda w, p, b, n: (p, b, n), "copy"),
        (lambda w, p, b, n: (w, b + 1, n), "counted from 0"),
        (lambda w, p, b, n: (w, b, n - 1), "one epoch too few"),
        (lambda w, p, b, n: (w, b, 5), "first rise"),
        (lambda w, p, b, n: (w, b, 3), "no epoch counts"),
        (lambda w, p, b, n: (w, b, 4), "a higher loss"),
        (lambda w, p, b, n: (w, b, 6), "the epoch that improves"),
        (lambda w, p, b, n: (w, b, 16), "never stops"),
    ],
)
def test_mistakes_of_patience_are_named(answer: Any, said: str) -> None:
    """The last weights, a shifted count and other rules are recognised."""
    case = patience.train_with_patience(*patience.training(CURVES["bumpy"], 3, seed=1))
    start, updates, *_ = case.arguments
    last = start + updates[: case.right["epochs_run"]].sum(axis=0)
    right = case.right
    with pytest.raises(HintError, match=said):
        case.compare(answer(right["weights"], last, right["best_epoch"], right["epochs_run"]))


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
@pytest.mark.parametrize("alpha", [0.0, 5.0, 30.0])
def test_gl_is_the_librarys(curve: list[float], alpha: float) -> None:
    """Fractions and the library's floating point agree, and so does the epoch of the stop."""
    rule = GL(alpha)
    stops = [rule.should_stop(0.0, loss) for loss in curve]
    gl = [generalization_loss(curve[: t + 1]) for t in range(len(curve))]
    stop = stops.index(True) if any(stops) else -1
    prechelt_gl.prechelt_gl(curve, alpha).compare((gl, stop), rtol=1e-12)


def test_gl_worked_out_by_hand() -> None:
    """4, 2, 2.5, 3: no rise, no rise, 25 and 50 per cent; 25 is not above 25."""
    case = prechelt_gl.prechelt_gl([4.0, 2.0, 2.5, 3.0], 25.0)
    case.compare(([0, 0, 25, 50], 3))
    with pytest.raises(HintError, match="Equal is not enough"):
        case.compare(([0, 0, 25, 50], 2))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (([0, 0, 0.25, 0.5], -1), "per cent"),
        (([100, 100, 125, 150], 0), "At the best epoch GL is 0"),
        (([0, 0, 25, 50], -1), "same unit"),
        (([0, 0, 25, 50], None), "stop is None"),
    ],
)
def test_mistakes_of_gl_are_named(answer: Any, said: str) -> None:
    """Ratios, a forgotten 1 and a stop that was missed are recognised."""
    with pytest.raises(HintError, match=said):
        prechelt_gl.prechelt_gl([4.0, 2.0, 2.5, 3.0], 25.0).compare(answer)


def test_a_stop_where_there_is_none_is_refused() -> None:
    """The last epoch is no substitute for "never"."""
    case = prechelt_gl.prechelt_gl([4.0, 2.0, 2.1], 25.0)
    case.compare(([0, 0, 5], -1))
    with pytest.raises(HintError, match="never exceeds alpha"):
        case.compare(([0, 0, 5], 1))
