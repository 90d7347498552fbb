"""The network playground in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from reader import Reader

pytestmark = pytest.mark.browser
CELL = "from course_lib import widgets\nplot = widgets.network_playground()\nplot"
FRIEND = "from course_lib import widgets\nfriend = widgets.network_playground()\nfriend"
GAME = "plot._draw.__self__"


def test_points_added_while_it_trains_change_the_boundary(
    open_notebook: Callable[..., Reader],
) -> None:
    """Blue points clicked into the orange disc pull the answer there, however long it trained.

    After thousands of steps its units are saturated, so they need not learn all of the new points.
    """
    reader = open_notebook(CELL)
    picture = reader.picture()
    reader.press("Play")
    reader.finds(f"{GAME}.network.steps", lambda steps: steps > 500)
    centre = f"float({GAME}.network.probability([[0.0, 0.0]])[0])"
    reader.finds(centre, lambda p: p > 0.8)
    reader.choose("A click", "adds blue")
    for dx in range(-3, 4):
        for dy in (-2, 0, 2):
            picture.click(0.231 + dx * 0.012, 0.529 + dy * 0.02)
    reader.finds(f"len({GAME}.points.added)", lambda added: added == 21)  # none is lost
    reader.finds(centre, lambda p: p < 0.7)
    reader.finds(f"{GAME}.player.playing")
    reader.press("Pause")
    reader.finds(f"{GAME}.player.playing", lambda playing: not playing)
    reader.sees(lambda: f"Step {reader.ask(GAME + '.network.steps'):,}")
    reader.sees("points added: 21")


def test_the_pasted_state_restores_the_same_weights(
    open_notebook: Callable[..., Reader],
) -> None:
    """The text of one playground, typed into another, gives points and weights bit by bit."""
    reader = open_notebook(CELL, FRIEND)
    picture = reader.picture()
    reader.choose("Steps per frame", "3")
    for _ in range(3):
        picture.after(lambda: reader.press("Step"))
    picture.after(lambda: picture.click(0.2, 0.5))
    reader.press("Write state")
    state = reader.finds("plot.control('State').value", bool)
    reader.run(1)
    second = reader.page.locator(".plot").nth(1)
    second.locator("input[type=text]").last.fill(state)
    reader.press("Read state", plot=1)
    theirs = "[w.tolist() for w in {}._draw.__self__.network.weights()]"
    mine = reader.ask(theirs.format("plot"))
    reader.finds(theirs.format("friend"), lambda weights: weights == mine)
    added = reader.finds(f"{GAME}.points.added", lambda points: len(points) == 1)
    reader.finds("friend._draw.__self__.points.added", lambda points: points == added)
    reader.sees("points added: 1", plot=1)


def test_a_damaged_state_is_refused_in_one_line(open_notebook: Callable[..., Reader]) -> None:
    """A state that was cut off is refused; the network stays."""
    reader = open_notebook(CELL)
    reader.picture()
    weights = "[w.tolist() for w in plot._draw.__self__.network.weights()]"
    before = reader.ask(weights)
    reader.types("State", "NN1:eNpjZGBg", key="Tab")
    reader.press("Read state")
    reader.sees("copied whole")
    assert reader.ask(weights) == before


def test_two_playgrounds_train_at_once_and_survive_an_interrupt(
    open_notebook: Callable[..., Reader],
) -> None:
    """Both go on training beside each other; interrupting the kernel stops neither for good.

    One that the interrupt catches at work pauses with a line, and plays on when asked.
    """
    reader = open_notebook(CELL, FRIEND)
    reader.run(1)
    reader.picture(1, "friend")
    steps = "{}._draw.__self__.network.steps"
    for place in (0, 1):
        reader.press("Play", plot=place)
    for name in ("plot", "friend"):
        reader.finds(steps.format(name), lambda done: done > 200)
    reader.interrupt()
    for place, name in enumerate(("plot", "friend")):
        if not reader.ask(f"{name}.player.playing"):
            reader.sees("Interrupted", plot=place)
            reader.press("Play", plot=place)
        before = reader.ask(steps.format(name))
        reader.finds(steps.format(name), lambda done, before=before: done > before)


def test_running_the_cell_again_closes_the_old_playground(
    open_notebook: Callable[..., Reader],
) -> None:
    """After a second run of the cell no task of the first is left, and its widgets are closed."""
    reader = open_notebook(CELL, "old, box, player = plot, plot.box, plot.player")
    reader.run(1)
    reader.press("Play")
    reader.finds("old._draw.__self__.network.steps", lambda steps: steps > 0)
    reader.run(0)
    reader.finds("player.playing", lambda playing: not playing)
    reader.finds("box.comm is None")
    reader.finds("len(vars(old))", lambda parts: parts == 0)
    reader.picture()


def test_a_clicked_units_weight_is_overwritten_and_a_clicked_point_removed(
    open_notebook: Callable[..., Reader],
) -> None:
    """The third map of layer 2 becomes the x of the bent plane; its new weight bends the answer."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    view = f"{GAME}.view"

    def place(axes: str, spot: str) -> tuple[float, float]:
        size = f"{view}.stage.figure.bbox.size"
        x, y = reader.ask(f"({view}.{axes}.transData.transform({spot}) / {size}).tolist()")
        return x, y

    picture.after(lambda: picture.click(*place("units", "(2.5, 1.5)")))
    reader.finds(f"{GAME}.picker.weight.value", lambda weight: weight == (1, 0, 2))
    reader.finds(f"{view}.bend.along.get_text()", lambda name: name == "unit 2.3")
    before = picture.pixels()
    # The field follows the click; what is typed before that would be lost.
    shown = reader.ask(f"{GAME}.picker.value.value")
    expect(reader.control("is").locator("input")).to_have_value(str(shown))
    reader.types("is", "9.5")
    reader.press("Overwrite")
    reader.finds(f"float({GAME}.network.weights()[1][0, 2])", lambda weight: weight == 9.5)
    picture.differs(before)
    reader.choose("A click", "removes")
    reader.finds(f"{GAME}.controls.tool.value", lambda tool: tool == "removes")
    picture.click(*place("plane", f"{GAME}.points.training()[0][0]"))
    reader.sees("removed: 1")
