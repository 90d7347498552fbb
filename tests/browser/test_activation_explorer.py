"""The activation explorer in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reader import Reader

pytestmark = pytest.mark.browser
Z = "plot.control('z').value"
CELL = "from course_lib import widgets\nplot = widgets.activation_explorer()\nplot"


def test_dragging_moves_the_point_and_frames_arrive_in_order(
    open_notebook: Callable[..., Reader],
) -> None:
    """A drag changes z in the kernel and the pixels; no frame is painted out of order."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    before = picture.pixels()
    picture.drag((0.12, 0.4), (0.22, 0.4), steps=60)
    reader.finds(Z, lambda z: z > 2)
    picture.differs(before)
    reader.sees(lambda: f"z = {reader.ask(Z):.2f}")
    painted = reader.page.evaluate("window.frames_painted.map(f => f.number)")
    assert painted == sorted(painted)


def test_keys_on_the_picture_do_not_reach_the_notebook(
    open_notebook: Callable[..., Reader],
) -> None:
    """The arrow keys move the point; D, D on the picture does not delete the cell."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    picture.canvas.focus()
    z = reader.ask(Z)
    picture.after(lambda: reader.page.keyboard.press("ArrowRight"))
    reader.finds(Z, lambda new: new == pytest.approx(z + 0.1))
    cells = reader.page.locator(".jp-CodeCell").count()
    reader.page.keyboard.press("d")
    reader.page.keyboard.press("d")
    picture.after(lambda: reader.page.keyboard.press("ArrowLeft"))
    reader.finds(Z, lambda new: new == pytest.approx(z))
    assert reader.page.locator(".jp-CodeCell").count() == cells


def test_a_sigmoid_stack_loses_the_gradient_and_relu_keeps_it(
    open_notebook: Callable[..., Reader],
) -> None:
    """Choosing another function redraws, and the line tells the size in the first layer."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    size = "float(plot._draw.__self__.passage.sizes[0])"
    reader.finds(size, lambda first: first < 1e-6)
    before = picture.pixels()
    reader.choose("Function g", "ReLU")
    reader.finds(size, lambda first: 1e-3 < first < 1e3)
    reader.sees("ReLU")
    picture.differs(before)


def test_an_error_of_the_students_function_is_one_line(
    open_notebook: Callable[..., Reader],
) -> None:
    """A function that returns the wrong shape gives one clear line, and the plot goes on."""
    cell = "from course_lib import widgets\nmine = lambda z: z[:3]\n"
    reader = open_notebook(cell + "plot = widgets.activation_explorer(mine)\nplot")
    reader.sees("must have shape")
    assert "Traceback" not in reader.page.content()
    reader.choose("Function g", "tanh")
    reader.sees("tanh")


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
    calls = reader.finds("calls", lambda kinds: kinds[-1:] == ["up"])
    assert calls[0] == "down"
    assert 1 <= calls.count("move") <= 5
    reader.finds(Z, lambda z: z > 2)
    reader.sees(lambda: f"z = {reader.ask(Z):.2f}")
