"""The dropout inspector in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reader import Reader

pytestmark = pytest.mark.browser
CELL = "from course_lib import widgets\nplot = widgets.dropout_inspector()\nplot"
FROZEN = """
import numpy as np
def frozen(x, p, rng):
    keep = np.random.default_rng(1).random(x.shape) >= p
    return x * keep / (1 - p)
"""


def test_each_pass_draws_another_mask_and_eval_drops_nothing(
    open_notebook: Callable[..., Reader],
) -> None:
    """Two passes differ in kernel and picture; in eval mode the spread is gone."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    first = picture.pixels()
    picture.canvas.focus()
    second = picture.after(lambda: reader.page.keyboard.press("n"))
    assert first != second
    masks = "[m.tolist() for m in plot._draw.__self__.passes.masks]"
    one, other = reader.finds(masks, lambda passes: len(passes) == 2)
    assert one != other
    picture.after(lambda: reader.choose("Mode", "eval"))
    reader.sees("Nothing is dropped")


def test_running_converges_to_the_eval_output_and_can_be_paused(
    open_notebook: Callable[..., Reader],
) -> None:
    """While it runs the count grows; after a pause it stands still."""
    reader = open_notebook(CELL)
    reader.picture()
    reader.press("Run")
    count = "plot._draw.__self__.passes.count"
    reader.finds(count, lambda passes: passes > 30)
    reader.press("Pause")
    reader.finds("plot.player.playing", lambda playing: not playing)
    stood = reader.ask(count)
    reader.choose("Mode", "eval")
    reader.sees("Eval mode")
    assert reader.ask(count) == stood


def test_a_frozen_mask_of_the_student_is_found(open_notebook: Callable[..., Reader]) -> None:
    """A seed inside the student's function is named after a hundred passes."""
    reader = open_notebook(
        f"{FROZEN}\nfrom course_lib import widgets\nplot = widgets.dropout_inspector(frozen)\nplot"
    )
    reader.picture()
    reader.press("100 passes")
    reader.sees("the same in every pass")
