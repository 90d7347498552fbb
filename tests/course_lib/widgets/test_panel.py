"""The panel: one frame per change, one line per error."""

from __future__ import annotations

import ipywidgets

from course_lib.widgets.panel import Panel
from course_lib.widgets.picture import Pointer
from course_lib.widgets.stage import Stage


class Dial:
    """A plot with one slider that refuses 13."""

    def __init__(self) -> None:
        self.stage = Stage(120, 80)
        axes = self.stage.grid(1, 1)
        axes.set(xlim=(0, 20), ylim=(0, 1))
        self.line = self.stage.moving(axes.axvline(0))
        self.slider = ipywidgets.IntSlider(value=1, max=20, description="n")
        self.drawn: list[int] = []
        self.panel = Panel(self.stage, self.draw, try_this="Move.", on_pointer=self.point)
        self.panel.add(self.slider)
        self.panel.update()

    def point(self, pointer: Pointer) -> None:
        """Set the slider from the pointer."""
        self.slider.value = round(20 * pointer.x)

    def draw(self) -> str:
        """Draw and say the number."""
        if self.slider.value == 13:
            raise ValueError("13 is refused.\nsecond line")
        self.drawn.append(self.slider.value)
        self.line.set_xdata([self.slider.value] * 2)
        return f"n is <b>{self.slider.value}</b> &amp; well"


def test_a_change_draws_one_frame_and_says_it_in_words() -> None:
    """The number of the frame grows by one; the description carries no markup."""
    dial = Dial()
    number = dial.panel.picture.number
    dial.slider.value = 5
    assert dial.panel.picture.number == number + 1
    assert dial.panel.picture.description == "n is 5 & well"


def test_an_error_is_one_escaped_line_and_the_last_picture_stays() -> None:
    """The picture does not change, and the next good value draws again."""
    dial = Dial()
    frame = dial.panel.picture.frame
    dial.slider.value = 13
    assert "ValueError: 13 is refused." in dial.panel.line.value
    assert "second line" not in dial.panel.line.value
    assert dial.panel.picture.frame == frame
    dial.slider.value = 14
    assert "plot-error" not in dial.panel.line.value


def test_quietly_changes_controls_without_a_frame() -> None:
    """Several controls can be set together; the caller draws once."""
    dial = Dial()
    before = len(dial.drawn)
    with dial.panel.quietly():
        dial.slider.value = 7
        dial.slider.value = 8
    assert len(dial.drawn) == before


def test_an_event_is_answered_even_if_its_handler_fails() -> None:
    """The browser waits for the answer; without it the picture would be deaf for ever."""
    dial = Dial()
    event = {"kind": "move", "x": 0.65, "y": 0.5, "id": 4, "view": "v"}
    dial.panel.picture._receive(None, event, None)
    assert dial.panel.picture.answer == {"view": "v", "id": 4}
    assert "13 is refused" in dial.panel.line.value
    dial.panel.picture._receive(None, {**event, "x": 0.5, "id": 5}, None)
    assert dial.slider.value == 10


def test_a_closed_panel_no_longer_reacts() -> None:
    """After close() a change of a control draws nothing."""
    dial = Dial()
    dial.panel.close()
    before = len(dial.drawn)
    dial.slider.value = 3
    assert len(dial.drawn) == before
