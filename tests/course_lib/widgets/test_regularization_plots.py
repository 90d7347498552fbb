"""Inspector and arena: what they show and what they survive."""

from __future__ import annotations

import html
import re
import time

import numpy as np

from course_lib import widgets
from course_lib.widgets.maths import arena


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
