"""Promises of the notebook on custom losses."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from figures import require_texts

from course_lib.datasets import load_credit
from course_lib.losses import CreditRisk
from course_lib.plots import mean_interval


@pytest.fixture(scope="module")
def notebook(master: Callable[[str], Any]) -> Any:
    """The master."""
    return master("03_custom_losses")


@pytest.mark.slow
def test_it_runs_from_top_to_end_and_shows_what_it_says(
    notebook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell runs without a warning, and the statements on money hold in its ten splits."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # plots for the mouse stay closed
    shown: list[object] = []
    monkeypatch.setattr(builtins, "display", lambda *items: shown.extend(items), raising=False)
    space: dict[str, Any] = {"__name__": "__main__"}
    values = notebook.run(notebook.code, space)
    count = len(notebook.exercises())
    assert f"{count} of {count} exercises" in repr(values["summary_of_tests"])
    assert require_texts([*shown, *values.values()]) == 8
    costs, approved = space["costs"], space["approved"]

    def gap(first: str, second: str) -> tuple[float, float, float]:
        return mean_interval(np.subtract(costs[first], costs[second]))

    assert "costs more than refusing everybody" in notebook.text()
    assert gap("BCE, 1/2", "refuse all")[1] > 0
    assert "changes the result far more than which of the two ways" in notebook.text()
    assert gap("BCE, 1/2", "credit, 1/2")[0] > 5 * abs(gap("BCE, 5/6", "credit, 1/2")[0])
    assert "approves far fewer people, yet 250 test borrowers hardly tell" in notebook.text()
    assert np.mean(approved["credit, 5/6"]) < 0.5 * np.mean(approved["credit, 1/2"])
    assert gap("credit, 5/6", "credit, 1/2")[1] < 0.02


def test_the_best_score_of_a_group_is_as_stated(notebook: Any) -> None:
    """Section 5: with a fifth risky and lambda 4 the library's loss is least at 0.444."""
    text = notebook.text()
    assert r"$0.8/1.8 \approx 0.444$" in text
    assert r"$1 - s \approx 0.556$" in text
    grid = np.linspace(0, 1, 2001)
    y = np.array([1.0, 1.0, 1.0, 1.0, 0.0])
    best = grid[int(np.argmin([CreditRisk(4).value(np.full(5, s), y) for s in grid]))]
    assert abs(best - 0.444) < 1e-3


def test_the_hand_computations_in_the_text_are_right(notebook: Any) -> None:
    """Self-tests 1, 2, 3 and 5, the marking scheme, and the loss at the start."""
    text = notebook.text()
    assert "together $0.75$. Good: $\\tfrac12 \\cdot 2(0.5 - 1) = -0.5$" in text
    assert CreditRisk(4).value([0.5, 0.5], [1, 0]) == 0.75
    assert CreditRisk(4).gradient([0.5, 0.5], [1, 0]).tolist() == [-0.5, 2.5]
    assert r"$\log 4 \approx 1.386$" in text
    assert round(np.log(4), 3) == 1.386
    assert "about 2.30 for ten classes" in text
    assert round(np.log(10), 2) == 2.30
    assert r"$P = 1/21 \approx 0.048$" in text
    assert np.isclose(20 * (1 / 21), 1 - 1 / 21)
    assert round(1 / 21, 3) == 0.048
    for lam, probability, score in ((1, 0.75, 0.6), (4, 5 / 6, 0.5), (4, 25 / 26, 5 / 6)):
        slope = CreditRisk(lam)
        good, risky = (float(slope.gradient([score], [y])[0]) for y in (1.0, 0.0))
        assert probability * good + (1 - probability) * risky == pytest.approx(0, abs=1e-12)


def test_statements_about_the_data_are_those_of_the_data(notebook: Any) -> None:
    """1,000 credits, 30 % risky, 51 features, costs 5 : 1."""
    credit = load_credit()
    text = notebook.text()
    assert "1,000 credits" in text
    assert "with more bad ones (30 %)" in text
    assert "the 51 features" in text
    assert credit.X.shape == (1000, 51)
    assert np.mean(credit.y == 0) == 0.3
    assert credit.cost is not None
    assert credit.cost[0, 1] / credit.cost[1, 0] == 5


@pytest.mark.parametrize(
    "statement",
    [
        "*what the model should optimize*",
        "Mean squared error, cross-entropy and hinge",
        "it is common to design a loss",
        "may not fully capture what the business or the domain needs",
        "aligns training with the *real evaluation metric*",
        r"\text{PredictedLoan}) + \text{Penalty}(\text{Risky Borrower})",
        "**a risky borrower is approved:**",
        "approve if the probability of *risky* is at most $\\tfrac16$",
        "**The score of a cost-weighted loss is no longer a probability.**",
    ],
)
def test_the_slides_statements_are_taught(notebook: Any, statement: str) -> None:
    """Nothing on the slides about losses is left out, and what they leave open is said."""
    assert statement in notebook.text()
