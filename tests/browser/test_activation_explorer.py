"""The activation explorer in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lab import Reader, until

pytestmark = pytest.mark.browser
CELL = "from course_lib import widgets\nplot = widgets.activation_explorer()\nplot"


def test_dragging_moves_the_point_and_frames_arrive_in_order(
    open_notebook: Callable[..., Reader],
) -> None:
    """A drag changes z in the kernel and the pixels; no frame is painted out of order."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    before = picture.pixels()
    picture.drag((0.12, 0.4), (0.22, 0.4), steps=60)
    until(lambda: reader.ask("plot.control('z').value") > 2, "z to follow the drag")
    until(lambda: picture.pixels() != before, "the picture to change")
    painted = reader.page.evaluate("window.frames_painted.map(f => f.number)")
    assert painted == sorted(painted)
    assert f"z = {reader.ask('plot.control(' + repr('z') + ').value'):.2f}" in reader.line()


def test_keys_on_the_picture_do_not_reach_the_notebook(
    open_notebook: Callable[..., Reader],
) -> None:
    """The arrow keys move the point; D, D on the picture does not delete the cell."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    picture.canvas.focus()
    z = reader.ask("plot.control('z').value")
    picture.after(lambda: reader.page.keyboard.press("ArrowRight"))
    assert reader.ask("plot.control('z').value") == pytest.approx(z + 0.1)
    cells = reader.page.locator(".jp-CodeCell").count()
    reader.page.keyboard.press("d")
    reader.page.keyboard.press("d")
    picture.after(lambda: reader.page.keyboard.press("ArrowLeft"))
    assert reader.page.locator(".jp-CodeCell").count() == cells


def test_a_sigmoid_stack_loses_the_gradient_and_relu_keeps_it(
    open_notebook: Callable[..., Reader],
) -> None:
    """Choosing another function redraws, and the line tells the size in the first layer."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    size = "float(plot._draw.__self__.sizes[0])"
    assert reader.ask(size) < 1e-6
    before = picture.pixels()
    assert picture.after(lambda: reader.choose("Function g", "ReLU")) != before
    assert 1e-3 < reader.ask(size) < 1e3
    assert "ReLU" in reader.line()


def test_an_error_of_the_students_function_is_one_line(
    open_notebook: Callable[..., Reader],
) -> None:
    """A function that returns the wrong shape gives one clear line, and the plot goes on."""
    cell = "from course_lib import widgets\nmine = lambda z: z[:3]\n"
    reader = open_notebook(cell + "plot = widgets.activation_explorer(mine)\nplot")
    until(lambda: "must have shape" in reader.line(), "the error")
    assert "Traceback" not in reader.page.content()
    reader.choose("Function g", "tanh")
    until(lambda: "tanh" in reader.line(), "the plot to go on")


BURST = """(canvas) => {
  const box = canvas.getBoundingClientRect();
  const fire = (kind, x) => canvas.dispatchEvent(new PointerEvent(kind, {
    bubbles: true, buttons: 1, pointerId: 1, clientX: box.left + x * box.width,
    clientY: box.top + box.height / 2,
  }));
  canvas.setPointerCapture = () => {};  // there is no real pointer to capture
  fire("pointerdown", 0.12);
  for (let i = 0; i < 200; i += 1) fire("pointermove", 0.12 + 0.0005 * i);
  fire("pointerup", 0.22);
}"""


def test_a_burst_of_moves_is_dropped_not_queued_and_the_last_one_counts(
    open_notebook: Callable[..., Reader],
) -> None:
    """Of 200 moves at once the kernel sees only a few, and the point ends where the hand did."""
    counting = "\ncalls = []\ndrag = plot.picture._on_pointer\n"
    counting += "plot.picture._on_pointer = lambda p: (calls.append(p.kind), drag(p))\nplot"
    reader = open_notebook(CELL.removesuffix("\nplot") + counting)
    picture = reader.picture()
    picture.canvas.evaluate(BURST)
    until(lambda: reader.ask("calls[-1:]") == ["up"], "the end of the drag")
    assert reader.ask("calls[0]") == "down"
    assert 1 <= reader.ask("calls.count('move')") <= 5
    z = reader.ask("plot.control('z').value")
    until(lambda: f"z = {z:.2f}" in reader.line(), "the last position on the screen")
    assert z > 2
