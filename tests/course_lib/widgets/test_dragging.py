"""Dragging in a picture: a fast hand skips positions, and its last one counts wherever it is."""

from __future__ import annotations

from typing import Any

import pytest

from course_lib import widgets
from course_lib.widgets.picture import Pointer
from course_lib.widgets.stage import Stage

# Plot, the axes that are dragged, what follows the pointer, and its least and greatest value.
DRAGGED = [
    ("gradient_microscope", "error", lambda plot: plot.h.value, -13.0, -1.0),
    ("loss_designer", "scores", lambda plot: plot.threshold.value, -0.1, 1.1),
    ("early_stopping_arena", "curves", lambda plot: plot.by_hand, 1, 200),
]


def at(stage: Stage, axes: Any, share: float, kind: str) -> Pointer:
    """Return a pointer at a share of the width of the axes, half-way up."""
    box, whole = axes.bbox, stage.figure.bbox
    x = (box.x0 + share * box.width) / whole.width
    return Pointer(kind, x, (box.y0 + box.height / 2) / whole.height)


@pytest.mark.parametrize(("name", "axes", "value", "least", "greatest"), DRAGGED)
def test_a_drag_that_leaves_the_axes_at_once_ends_at_their_edge(
    name: str, axes: str, value: Any, least: float, greatest: float
) -> None:
    """One move from the middle to far outside, to either side, is a drag to the very end."""
    panel = getattr(widgets, name)()
    plot = panel._draw.__self__
    stage, dragged = plot.stage, getattr(plot, axes)
    plot.drag(at(stage, dragged, 0.5, "down"))
    plot.drag(at(stage, dragged, 1.6, "move"))
    assert value(plot) == greatest
    plot.drag(at(stage, dragged, -1.4, "move"))
    plot.drag(at(stage, dragged, -1.4, "up"))
    assert value(plot) == least
    panel.close()


def test_the_axes_that_a_drag_touched_first_keep_it_until_the_release() -> None:
    """Over other axes the coordinates stay those of the first; a new press chooses anew."""
    stage = Stage(400, 120)
    left, right = stage.grid(1, 2)
    for axes in (left, right):
        axes.set(xlim=(0, 1), ylim=(0, 1))
    stage.pixels()
    assert stage.grab(at(stage, left, 0.5, "down"))[0] is left
    over = at(stage, right, 0.5, "move")
    axes, x, _ = stage.grab(over)
    assert (axes, x > 1) == (left, True)
    assert stage.grab(at(stage, right, 0.5, "up"))[0] is left
    found, x, y = stage.grab(at(stage, right, 0.5, "down"))
    assert (found, x, y) == (right, pytest.approx(0.5), pytest.approx(0.5))


def test_a_drag_that_begins_beside_the_axes_takes_the_first_that_it_meets() -> None:
    """A press that just misses the axes is no reason to ignore the whole drag."""
    stage = Stage(200, 120)
    axes = stage.grid(1, 1)
    stage.pixels()
    assert stage.grab(Pointer("down", 0.001, 0.001)) == (None, 0.0, 0.0)
    assert stage.grab(at(stage, axes, 0.2, "move"))[0] is axes
    assert stage.grab(Pointer("move", 0.001, 0.001))[0] is axes
