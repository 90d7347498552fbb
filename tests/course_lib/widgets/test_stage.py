"""The stage: still parts stay, moving parts move."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.widgets.picture import Pointer
from course_lib.widgets.stage import Stage


def test_an_updated_frame_equals_a_figure_drawn_from_the_start() -> None:
    """Drawing only what moves gives the same pixels as drawing all of it."""

    def made(position: float) -> Stage:
        stage = Stage(200, 120)
        axes = stage.grid(1, 1)
        axes.set(xlim=(0, 1), ylim=(0, 1), title="t")
        stage.line = stage.moving(axes.axvline(position))  # type: ignore[attr-defined]
        return stage

    moved = made(0.2)
    first = moved.pixels().copy()
    moved.line.set_xdata([0.7, 0.7])  # type: ignore[attr-defined]
    second = moved.pixels().copy()
    assert not np.array_equal(first, second)
    assert np.array_equal(second, made(0.7).pixels())


def test_the_pointer_is_located_in_data_coordinates() -> None:
    """The middle of the axes is the middle of its limits; outside there are no axes."""
    stage = Stage(200, 120)
    axes = stage.grid(1, 1)
    axes.set(xlim=(10, 20), ylim=(-1, 1))
    stage.pixels()
    box = axes.get_position()
    middle = Pointer("down", (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    found, x, y = stage.locate(middle)
    assert found is axes
    assert (x, y) == pytest.approx((15, 0))
    assert stage.locate(Pointer("down", 0.001, 0.001))[0] is None
    assert stage.value_at(axes, middle) == pytest.approx((15, 0))


def test_axes_do_not_jump_when_a_limit_changes() -> None:
    """The first layout stays although wider tick labels would ask for another."""
    stage = Stage(300, 200)
    axes = stage.grid(1, 1)
    stage.moving(axes.plot([0, 1], [0, 1])[0])
    stage.pixels()
    before = axes.get_position().bounds
    axes.set_ylim(0, 1e6)
    stage.stale()
    stage.pixels()
    assert axes.get_position().bounds == before
