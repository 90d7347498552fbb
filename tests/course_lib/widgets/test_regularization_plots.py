"""Dial, inspector, arena and augmentation viewer: what they show and what they survive."""

from __future__ import annotations

import html
import re
import time
from typing import Any

import numpy as np
import pytest
from sklearn import linear_model

from course_lib import widgets
from course_lib.widgets.maths import arena


def numbers(plot: Any) -> list[float]:
    """Return the numbers of the line below the picture."""
    text = re.sub(r"<sub>.*?</sub>|<.*?>", "", plot.line.value)
    return [float(n) for n in re.findall(r"-?\d+\.\d+|-?\d+", text.replace(",", ""))]


@pytest.mark.parametrize("penalty", ["L1 (lasso)", "L2 (ridge)", "elastic net"])
def test_the_dials_line_is_what_scikit_learn_says_of_this_lambda(penalty: str) -> None:
    """Weights, zeros and both errors belong to a λ between the points of the drawn grid."""
    plot = widgets.lambda_dial()
    plot.control("Penalty").value = penalty
    plot.control("log₁₀ λ").value = 1.37
    p, lam = plot._draw.__self__.problem, 10**1.37
    mix = {"L1 (lasso)": 1.0, "L2 (ridge)": 0.0, "elastic net": 0.5}[penalty]
    l1, l2, n = mix * lam, (1 - mix) * lam, len(p.y)
    model = (
        linear_model.Ridge(lam, fit_intercept=False)
        if mix == 0
        else linear_model.ElasticNet(
            l1 / (2 * n) + l2 / n, l1_ratio=l1 / (2 * n) / (l1 / (2 * n) + l2 / n),
            fit_intercept=False, tol=1e-12, max_iter=100_000,
        )
    )  # fmt: skip
    w = model.fit(p.X, p.y).coef_
    _, zeros, count, _, free, train, new, _, w1, w2 = numbers(plot)
    assert (zeros, count) == ((w == 0).sum(), 6)
    assert train == pytest.approx(np.mean((p.y - p.X @ w) ** 2), abs=6e-4)
    assert new == pytest.approx(np.mean((p.y_new - p.X_new @ w) ** 2), abs=6e-4)
    assert (w1, w2) == pytest.approx(tuple(w[:2]), abs=6e-3)
    left = p.X[:, w != 0]
    hat = left @ np.linalg.inv(left.T @ left + l2 * np.eye(left.shape[1])) @ left.T
    assert free == pytest.approx(np.trace(hat), abs=6e-3)
    plot.close()


def test_controls_of_the_dial_that_would_do_nothing_are_greyed() -> None:
    """The share belongs to the elastic net, the correlation to the made data."""
    plot = widgets.lambda_dial()
    share, correlation = plot.control("L1 share of the net"), plot.control("Correlation of x₁, x₂")
    assert (share.disabled, correlation.disabled) == (True, False)
    plot.control("Penalty").value = "elastic net"
    plot.control("Data").value = "house prices (real)"
    assert (share.disabled, correlation.disabled) == (False, True)
    plot.close()


def test_on_few_houses_the_penalty_helps_on_new_data() -> None:
    """The lowest error lies inside the range of λ for L1 and L2, and below the one without."""
    plot = widgets.lambda_dial()
    plot.control("Data").value = "house prices (real)"
    for penalty in ("L1 (lasso)", "L2 (ridge)"):
        plot.control("Penalty").value = penalty
        new = plot._draw.__self__.errors[1]
        assert new.min() < 0.9 * new[0]
        assert 0 < new.argmin() < len(new) - 1
    plot.close()


def test_passes_in_eval_mode_are_counted_apart() -> None:
    """They draw no masks: back in training mode nothing has been added."""
    plot = widgets.dropout_inspector()
    inspector = plot._draw.__self__
    plot.control("Mode").value = "eval"
    inspector.next.click()
    inspector.next.click()
    assert "passes: 2." in plot.line.value
    assert inspector.passes.count == 1
    plot.close()


def test_the_inspector_says_what_the_newest_mask_kept_and_its_factor() -> None:
    """With p = 0.75 what is kept is multiplied by 4; one pass has no spread."""
    plot = widgets.dropout_inspector()
    assert "standard deviation" not in plot.line.value
    plot.control("p (probability of dropping)").value = 0.75
    kept = int((plot._draw.__self__.passes.masks[-1] > 0).sum())
    assert f"keeps {kept} of 24 units, times 4." in plot.line.value
    assert "standard deviation" in plot.line.value
    plot.close()


def test_a_rule_without_a_return_is_named_and_not_taken_for_never() -> None:
    """None, a number and text are no answers; NumPy's booleans are."""
    for answer, words in ((None, "Is a return missing?"), (3, "got 3"), ("yes", "got 'yes'")):
        plot = widgets.early_stopping_arena(lambda train, validation, answer=answer: answer)
        assert "True or False" in plot.line.value
        assert words in html.unescape(plot.line.value)
        plot.close()
    rule = arena.own_rule(lambda train, validation: np.bool_(len(train) > 3))
    assert arena.stopping_epoch(rule, arena.unseen()[0]) == 4


def test_a_slow_rule_is_asked_once_for_each_run() -> None:
    """Stopping by hand and moving other rules ask it nothing."""
    asked: list[int] = []

    def slow(train: list[float], validation: list[float]) -> bool:
        asked.append(len(train))
        return len(train) == 20

    plot = widgets.early_stopping_arena(slow)
    plot.picture._on_key("ArrowLeft", False)
    plot.control("Patience (epochs)").value = 9
    assert asked == list(range(1, 21))
    plot.control("Run").value = 2
    assert len(asked) == 40
    plot.control("Score").value = "on 50 unseen runs"
    plot.control("Patience (epochs)").value = 8
    assert len(asked) == 40 + 50 * 20
    plot.close()


def test_a_rule_too_slow_for_fifty_runs_is_refused_in_one_line() -> None:
    """It is flagged on the run in sight; the score says why it does without it."""

    def sleepy(train: list[float], validation: list[float]) -> bool:
        time.sleep(0.02)
        return len(train) == 10

    plot = widgets.early_stopping_arena(sleepy)
    assert "yours: <b>10</b>" in plot.line.value
    plot.control("Score").value = "on 50 unseen runs"
    assert re.search(r"one call of sleepy takes .* this needs 500\. ", plot.line.value)
    plot.close()


def test_the_arrow_keys_stop_by_hand() -> None:
    """What can be dragged can be done on the keyboard, and ends at the last epoch."""
    plot = widgets.early_stopping_arena()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight"):
        plot.picture._on_key(key, False)
    assert "by hand <b>199</b>" in plot.line.value
    for _ in range(3):
        plot.picture._on_key("ArrowRight", False)
    assert "by hand <b>200</b>" in plot.line.value
    plot.close()


def test_names_in_the_score_never_lie_on_each_other() -> None:
    """Patient rules all lose almost nothing; their names are stacked, inside the picture."""
    plot = widgets.early_stopping_arena(lambda train, validation: len(train) > 150)
    plot.control("Score").value = "on 50 unseen runs"
    for label in ("Patience (epochs)", "α of GL (PQ: α/10)", "s of UP"):
        plot.control(label).value = plot.control(label).max
    plot.still()
    boxes = [name.get_window_extent() for name in plot._draw.__self__.names]
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:i])
        assert box.x1 <= plot.stage.width
    plot.close()


def test_an_error_above_half_is_not_cut_off() -> None:
    """A change that destroys the digits lifts the axis; gentler ones keep the finer scale."""
    plot = widgets.augmentation_viewer(lambda X, rng: rng.random(X.shape))
    viewer = plot._draw.__self__
    viewer.experiment = type("Done", (), {})()
    viewer.experiment.without, viewer.experiment.with_it = [12.0, 11.0], [71.0, 64.0]
    viewer.experiment.difference = lambda: (56.0, 2.0)
    plot.update()
    assert viewer.error.get_ylim() == (0, 100)
    viewer.experiment.with_it = [13.0, 10.0]
    plot.update()
    assert viewer.error.get_ylim() == (0, 50)
    plot.close()
