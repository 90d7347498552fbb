"""Plots at their limits in a real browser: haste, interrupts, re-runs, the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reader import Reader

pytestmark = pytest.mark.browser
ALIVE = """
import gc, threading, ipywidgets
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
def alive():
    gc.collect()
    kinds = (Axes, RendererAgg)
    drawn = [sum(isinstance(o, kind) for o in gc.get_objects()) for kind in kinds]
    return [len(ipywidgets.widgets.widget._instances), *drawn, threading.active_count()]
"""
CELL = "from course_lib import widgets\nplot = widgets.{}()\nplot"
SLIDERS = {
    "dropout_inspector": "p (probability of dropping)",
    "early_stopping_arena": "Patience (epochs)",
}


def test_twenty_runs_of_a_cell_leave_as_much_as_one(
    open_notebook: Callable[..., Reader],
) -> None:
    """Widgets, axes, images of figures and threads do not grow, though Out keeps every plot."""
    reader = open_notebook(ALIVE, CELL.format("dropout_inspector"))
    reader.run(1)
    reader.run(1)
    reader.picture()
    before = reader.ask("alive()")
    for _ in range(20):
        reader.run(1)
    reader.finds("alive()", lambda now: all(n <= b for n, b in zip(now, before, strict=True)))


@pytest.mark.parametrize("name", list(SLIDERS))
def test_a_hasty_drag_ends_at_its_last_value_with_frames_in_order(
    open_notebook: Callable[..., Reader], name: str
) -> None:
    """Sixty moves: frames are skipped and never swapped; number, value and picture agree."""
    reader = open_notebook(CELL.format(name))
    picture = reader.picture()
    picture.pixels()
    slider = reader.control(SLIDERS[name])
    rail, knob = (slider.locator(f".noUi-{part}").first for part in ("base", "handle"))
    left, width = reader.across(rail)
    y = reader.middle(knob)[1]
    reader.page.mouse.move(*reader.middle(knob))
    reader.page.mouse.down()
    for i in range(60):
        reader.page.mouse.move(left + width * (i * 7 % 60) / 59, y)
    reader.page.mouse.move(left + width * 0.9, y)
    reader.page.mouse.up()
    value = f"plot.control({SLIDERS[name]!r}).value"
    low, high = (
        reader.ask(value.replace(".value", ".min")),
        reader.ask(value.replace("value", "max")),
    )
    wanted = low + 0.9 * (high - low)
    readout = slider.locator(".widget-readout")

    def arrived(now: float) -> bool:  # a value just before the last may be near it as well
        shown = float(readout.inner_text().replace("−", "-"))
        return abs(now - wanted) <= 0.1 * (high - low) and now == pytest.approx(shown)

    reader.finds(value, arrived)
    picture.pixels()  # waits until the kernel's last frame is on the screen
    numbers = reader.page.evaluate("window.frames_painted.map(f => f.number)")
    assert numbers == sorted(set(numbers))
    assert len(numbers) < 60


@pytest.mark.parametrize("name", list(SLIDERS))
def test_the_tab_key_reaches_every_control_with_a_visible_focus(
    open_notebook: Callable[..., Reader], name: str
) -> None:
    """From the first control to the picture; each has an outline where it is."""
    reader = open_notebook(CELL.format(name))
    reader.picture()
    wanted = reader.page.evaluate(
        "(s) => { const all = [...document.querySelectorAll(s)].filter(e => e.offsetParent);"
        " all.forEach((e, i) => e.dataset.place = i); all[0].focus(); return all.length; }",
        ".plot :is(button, select, input, .noUi-handle:not([disabled] *), canvas.picture)",
    )
    seen = set()
    for _ in range(3 * wanted):
        place, outline = reader.page.evaluate(
            "() => { const e = document.activeElement, style = getComputedStyle(e);"
            " const wide = parseFloat(style.outlineWidth) > 1;"
            " return [e.dataset.place, wide && style.outlineStyle !== 'none']; }"
        )
        if place is not None and (outline or not seen):  # the first one was not reached by a key
            seen.add(int(place))
        reader.page.keyboard.press("Tab")
    missing = sorted(set(range(wanted)) - seen)
    assert missing in ([], [wanted - 1])  # a picture without keys and clicks takes no focus
