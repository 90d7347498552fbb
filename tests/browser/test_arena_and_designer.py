"""The early-stopping arena and the loss designer in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reader import Reader

pytestmark = pytest.mark.browser
ARENA = """
from course_lib import widgets
def never(train, validation):
    return False
plot = widgets.early_stopping_arena(never)
plot
"""
DESIGNER = "from course_lib import widgets\nplot = widgets.loss_designer()\nplot"


def test_more_patience_spends_more_epochs_and_the_own_rule_is_scored(
    open_notebook: Callable[..., Reader],
) -> None:
    """The slider moves the flag; a rule that never stops spends all 200 epochs on unseen runs."""
    reader = open_notebook(ARENA)
    picture = reader.picture()
    reader.sees("patience 5")
    picture.after(lambda: reader.nudge("Patience (epochs)", "ArrowRight", 1))
    reader.sees("patience 6")
    picture.after(lambda: reader.choose("Score", "on 50 unseen runs"))
    score = "plot._draw.__self__._scores.get('yours')"
    reader.finds(score, lambda yours: yours == (200.0, 0.0))


def test_dragging_in_the_curves_stops_by_hand(open_notebook: Callable[..., Reader]) -> None:
    """The epoch under the pointer is the one that the line reports."""
    reader = open_notebook(ARENA)
    picture = reader.picture()
    picture.drag((0.5, 0.5), (0.3, 0.5), steps=10)
    by_hand = "plot._draw.__self__.by_hand"
    reader.finds(by_hand, lambda epoch: 80 < epoch < 150)
    reader.sees(lambda: f"by hand {reader.ask(by_hand)},")


def test_cost_threshold_confusion_and_money_move_together(
    open_notebook: Callable[..., Reader],
) -> None:
    """A dragged threshold changes the counts; the shown cost is 5 · FP + 1 · FN."""
    reader = open_notebook(DESIGNER)
    picture = reader.picture()
    table = "[[int(c.get_text()) for c in row] for row in plot._draw.__self__.cells]"
    before = reader.ask(table)
    picture.drag((0.70, 0.8), (0.80, 0.8), steps=15)
    reader.finds(table, lambda now: now != before)
    reader.finds("plot.control('Approve if score ≥').value", lambda score: score > 0.6)

    def money() -> str:
        (_, refused_good), (approved_risky, _) = reader.ask(table)
        return f"borrowers cost {5 * approved_risky + refused_good}"

    reader.sees(money)
    picture.after(lambda: reader.press("Best threshold"))
    reader.sees(money)
