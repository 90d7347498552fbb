"""Plots that ask a student's function while they open, and never again."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from ipywidgets.widgets import widget

from course_lib import widgets
from course_lib.losses import CreditRisk
from course_lib.widgets.maths import arena, credit, masks, own


def drop(x: np.ndarray, p: float, rng: np.random.Generator) -> np.ndarray:
    """Inverted dropout as a student writes it: at p = 1 it divides by 0."""
    return x * (rng.random(x.shape) >= p) / (1 - p)


def ten_epochs(train: Sequence[float], validation: Sequence[float]) -> bool:
    """A rule that always stops after ten epochs."""
    return len(train) >= 10


def absolute(prediction: np.ndarray, target: np.ndarray) -> float:
    """A loss that the course does not have."""
    return float(np.mean(np.abs(prediction - target)))


OWN: dict[str, Any] = {
    "dropout_inspector": drop, "early_stopping_arena": ten_epochs, "loss_designer": absolute,
}  # fmt: skip


@pytest.mark.parametrize("name", list(OWN))
def test_an_own_function_travels_as_a_table_and_leaves_no_widget(name: str) -> None:
    """Its name stands in the code; a lambda is called your function, and adds no markup."""
    before = len(widget._instances)
    found = getattr(widgets, name)(OWN[name]).description
    assert (found["own"], found["trouble"]) == (OWN[name].__name__, "")
    assert any(key.startswith("own") for key in found["arrays"])
    nameless = getattr(widgets, name)(lambda *a: OWN[name](*a))
    assert nameless.description["own"] == "your_function"
    assert "<lambda>" not in nameless.html()
    assert len(widget._instances) == before


@pytest.mark.parametrize("name", list(OWN))
def test_what_the_function_prints_does_not_fill_the_cell(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is asked thousands of times: the beginning is enough."""

    def talkative(*arguments: Any) -> Any:
        print("here I am, once more")
        return OWN[name](*arguments)

    getattr(widgets, name)(talkative)
    said = capsys.readouterr().out
    assert said.startswith("here I am")
    assert len(said) <= own.LONGEST + len(" …\n")


def test_a_dropout_that_fails_at_one_rate_is_shown_at_the_others() -> None:
    """p = 1 has no factors; at p = 0.25 they are 0 and 4/3, the wanted share of them."""
    table = masks.own_passes(drop)
    factors, codes = table["own_factors"], table["own_codes"][0]
    assert np.isnan(factors[-1]).all()
    assert masks.RATES[5] == 0.25
    np.testing.assert_allclose(factors[5], [0, 4 / 3])
    assert np.mean(factors[5][codes[5]] > 0) == pytest.approx(0.75, abs=0.03)


def test_a_dropout_with_many_factors_is_none() -> None:
    """Noise instead of a mask is named, with the number of factors."""
    found = widgets.dropout_inspector(lambda x, p, rng: x * rng.normal(1, 1, size=x.shape))
    assert "Dropout has two: 0 and 1/(1 − p)" in found.description["trouble"]


def test_the_own_rule_stops_where_it_says() -> None:
    """After ten epochs in each of the 30 runs in sight and the 50 others."""
    stops, complaint = arena.own_stops(ten_epochs)
    assert (stops.tolist(), complaint) == ([10.0] * 80, "")


def test_a_rule_without_a_return_is_named_and_not_taken_for_never() -> None:
    """None, a number and text are no answers; NumPy's booleans are."""
    for answer, words in ((None, "Is a return missing?"), (3, "got 3"), ("yes", "got 'yes'")):
        plot = widgets.early_stopping_arena(lambda train, validation, answer=answer: answer)
        assert "True or False" in plot.description["trouble"]
        assert words in plot.description["trouble"]
    stops, _ = arena.own_stops(lambda train, validation: np.bool_(len(train) > 3))
    assert (stops == 4).all()


def test_a_slow_rule_is_shown_on_the_first_run_only() -> None:
    """Instead of minutes of silence one line says how slow it is and how often it is needed."""

    def sleepy(train: Sequence[float], validation: Sequence[float]) -> bool:
        time.sleep(0.02)
        return len(train) == 10

    plot = widgets.early_stopping_arena(sleepy)
    assert "one call of sleepy takes" in plot.description["trouble"]
    assert "this needs 790: it is shown on run 1 only" in plot.description["trouble"]
    stops, _ = arena.own_stops(sleepy)
    assert stops[0] == 10
    assert np.isnan(stops[1:]).all()


def test_losses_are_whole_numbers_of_ten_thousandths() -> None:
    """So the page and a student's rule judge the same numbers."""
    losses = np.array([[run.train, run.validation] for run in arena.runs()])
    np.testing.assert_array_equal(losses, (losses * 10_000).round() / 10_000)
    assert losses.min() > 0
    assert losses.max() * 10_000 < 2**16


def test_a_slow_loss_and_a_loss_of_two_numbers_are_refused_by_name() -> None:
    """The plot asks for the loss of one borrower; two numbers are no answer."""

    def slow(prediction: np.ndarray, target: np.ndarray) -> float:
        time.sleep(0.02)
        return absolute(prediction, target)

    def pair(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
        return np.array([0.0, 1.0])

    trouble = widgets.loss_designer(slow).description["trouble"]
    assert trouble.startswith("TimeoutError: one call of slow takes")
    trouble = widgets.loss_designer(pair).description["trouble"]
    assert "pair: its result must be one number, got shape (2,)" in trouble


def test_the_own_loss_gives_scores_of_all_borrowers_and_its_curves() -> None:
    """The slide's loss, given as one's own, has the slide's curves and nearly its scores."""
    table = credit.own_tables(CreditRisk(4.0).value)
    train, validation = credit.borrowers()
    w = credit.fit_credit_risk(train, 4.0)
    slide = np.concatenate([train.X, validation.X]) @ w
    assert np.corrcoef(table["own_scores"], slide)[0, 1] > 0.99
    good, good_slope, risky, risky_slope = table["own_curves"]
    np.testing.assert_allclose(good, (credit.P - 1) ** 2, atol=1e-3)
    np.testing.assert_allclose(risky, 5 * credit.P**2, atol=1e-3)
    np.testing.assert_allclose(good_slope[1:-1], 2 * (credit.P - 1)[1:-1], atol=0.03)
    np.testing.assert_allclose(risky_slope[1:-1], 10 * credit.P[1:-1], atol=0.1)
