"""Promises of the notebook on early stopping and data augmentation."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from figures import require_texts

from course_lib import plots
from course_lib.early_stopping import GL, Patience, generalization_loss


@pytest.fixture(scope="module")
def notebook(master: Callable[[str], Any]) -> Any:
    """The master."""
    return master("06_early_stopping")


@pytest.mark.slow
def test_it_runs_from_top_to_end_and_shows_what_it_says(
    notebook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell runs without a warning, and the text tells what the experiments show."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # plots for the mouse stay closed
    shown: list[object] = []
    monkeypatch.setattr(builtins, "display", lambda *items: shown.extend(items), raising=False)
    space: dict[str, Any] = {"__name__": "__main__"}
    values = notebook.run(notebook.code, space)
    count = len(notebook.exercises())
    assert f"{count} of {count} exercises" in repr(values["summary_of_tests"])
    assert require_texts([*shown, *values.values()]) == 8

    table = space["table"]
    stopped = [rule for rule in space["RULES"] if rule != "none"]
    # "All rules give back the same weights and differ only in the epochs that they spend."
    assert len({tuple(table["credit", rule][1]) for rule in stopped}) == 1
    assert len({table["credit", rule][0].mean() for rule in stopped}) == len(stopped)
    # "worse than no network at all"
    assert (table["credit", "none"][1] > space["ignorant"]).all()
    assert (table["credit", "patience 10"][1] < space["ignorant"]).all()
    # "six runs cannot prove it"; the literal rule "is the one that does harm"
    patient = table["digits", "patience 10"][1]
    assert plots.mean_interval(table["digits", "none"][1] - patient)[1] < 0
    assert plots.mean_interval(table["digits", "first rise"][1] - patient)[1] > 0

    yours = np.array(space["yours"])  # given back, at the stop, at the end
    assert yours.mean(axis=0).argmin() == 0

    low_high = {name: plots.mean_interval(gain)[1:] for name, gain in space["gains"].items()}
    assert low_high["signals\nshift, scale"][0] > 0.1  # "help a lot"
    assert low_high["digits\nrotation"][1] < 0.05  # "helps little, if at all"
    assert low_high["signals\nreversal"][0] < 0  # "do not help"
    assert low_high["digits\nmirror"][1] < 0  # "the mirror does harm"


def test_the_answers_of_the_self_test_are_right(notebook: Any) -> None:
    """The library's rules agree with the answers that are worked out by hand."""
    text = notebook.text()
    losses = [0.50, 0.40, 0.42, 0.38, 0.39, 0.38, 0.41, 0.30]
    assert "0.50, 0.40, 0.42, 0.38, 0.39, 0.38, 0.41, 0.30" in text
    patience = Patience(3)
    assert [patience.should_stop(0.0, loss) for loss in losses].index(True) == 6
    assert "It stops after epoch 6 and returns the weights of epoch 3" in text
    stopped = Patience(3)
    for loss in losses[:7]:
        stopped.should_stop(0.0, loss)
    assert stopped.best_epoch == 3
    percent = [round(generalization_loss(losses[: t + 1]), 1) for t in range(8)]
    assert "epoch 4 about 2.6 %, epoch 6 about 7.9 %" in text
    assert (percent[2], percent[4], percent[6]) == (5.0, 2.6, 7.9)
    gl = GL(5.001)  # 0.42 / 0.40 is not exactly 1.05 in binary
    assert [gl.should_stop(0.0, loss) for loss in losses].index(True) == 6
    assert "λ ≈ 1/(2 · 0.01 · 50) = 1" in text
    assert 1 / (2 * 0.01 * 50) == 1


def test_steps_and_ridge_agree_for_small_eigenvalues(notebook: Any) -> None:
    """Gradient descent on the slide's cost has the factor of the text, and lambda = 1/(2 eta t)."""
    assert r"1 - (1 - 2\eta s)^t" in notebook.text()
    assert r"\lambda \approx \frac{1}{2 \eta t}" in notebook.text()
    x, y, rate, steps = np.array([0.02, -0.01, 0.03]), np.array([1.0, 2.0, -1.0]), 0.5, 40
    s, w = float(x @ x), 0.0
    for _ in range(steps):
        w += rate * 2 * float(x @ (y - x * w))
    assert w == pytest.approx((1 - (1 - 2 * rate * s) ** steps) * float(x @ y) / s)
    lam = 1 / (2 * rate * steps)
    ridge = float(x @ y) / (s + lam)
    assert w == pytest.approx(ridge, rel=0.05)


@pytest.mark.parametrize(
    "statement",
    [
        "monitor the validation error",
        "stop training when the validation error starts increasing",
        "it prevents overfitting without changing the loss function",
        "it saves compute",
        "That increases training diversity",
        "**Key idea: balance model complexity and generalization.**",
        "every technique that reduces overfitting",
        "sparsity, feature selection",
        "small weights, stability",
        "| Early stopping |",
        "one double-sided cheat sheet",
    ],
)
def test_the_slides_statements_are_taught(notebook: Any, statement: str) -> None:
    """Nothing on the slides about early stopping, augmentation and the summary is left out."""
    assert statement in notebook.text()
