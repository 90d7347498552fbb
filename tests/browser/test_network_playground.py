"""The network playground in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lab import Reader, until

pytestmark = pytest.mark.browser
CELL = "from course_lib import widgets\nplot = widgets.network_playground()\nplot"
FRIEND = "from course_lib import widgets\nfriend = widgets.network_playground()\nfriend"
GAME = "plot._draw.__self__"


def test_points_added_while_it_trains_change_the_boundary(
    open_notebook: Callable[..., Reader],
) -> None:
    """Blue points clicked into the orange disc turn the answer there, in kernel and pixels."""
    reader = open_notebook(CELL)
    picture = reader.picture()
    reader.press("Play")
    until(lambda: reader.ask(f"{GAME}.network.steps") > 500, "the training to go on")
    centre = f"float({GAME}.network.probability([[0.0, 0.0]])[0])"
    until(lambda: reader.ask(centre) > 0.8, "the disc to be learned")
    reader.choose("A click", "adds a blue point")
    for dx in range(-3, 4):
        for dy in (-2, 0, 2):
            picture.click(0.225 + dx * 0.012, 0.53 + dy * 0.02)
    until(lambda: reader.ask(f"len({GAME}.points.added)") == 21, "21 points, none lost")
    until(lambda: reader.ask(centre) < 0.4, "the boundary to move")
    assert reader.ask(f"{GAME}.player.playing")
    reader.press("Pause")
    until(lambda: not reader.ask(f"{GAME}.player.playing"), "the pause")
    steps = reader.ask(f"{GAME}.network.steps")
    until(lambda: f"Step {steps:,}" in reader.line(), "the last frame")
    assert "21 points added" in reader.line()


def test_the_pasted_state_restores_the_same_weights(
    open_notebook: Callable[..., Reader],
) -> None:
    """The text of one playground, typed into another, gives points and weights bit by bit."""
    reader = open_notebook(CELL, FRIEND)
    picture = reader.picture()
    reader.nudge("Steps per frame", "ArrowRight", 3)
    for _ in range(3):
        picture.after(lambda: reader.press("Step"))
    picture.after(lambda: picture.click(0.2, 0.5))
    reader.press("Write state")
    state = str(until(lambda: reader.ask("plot.control('State').value"), "the state"))
    reader.run(1)
    second = reader.page.locator(".plot").nth(1)
    second.locator("input[type=text]").last.fill(state)
    second.get_by_role("button", name="Read state").click()
    theirs = "[w.tolist() for w in {}._draw.__self__.network.weights()]"
    mine = reader.ask(theirs.format("plot"))
    until(lambda: reader.ask(theirs.format("friend")) == mine, "the same weights")
    assert reader.ask("friend._draw.__self__.points.added") == reader.ask(f"{GAME}.points.added")
    assert "1 points added" in reader.line(1)


def test_a_damaged_state_is_refused_in_one_line(open_notebook: Callable[..., Reader]) -> None:
    """A state that was cut off is refused; the network stays."""
    reader = open_notebook(CELL)
    reader.picture()
    weights = "[w.tolist() for w in plot._draw.__self__.network.weights()]"
    before = reader.ask(weights)
    field = reader.control("State").locator("input")
    field.fill("NN1:eNpjZGBg")
    field.press("Tab")
    reader.press("Read state")
    until(lambda: "copied whole" in reader.line(), "the error")
    assert reader.ask(weights) == before


def test_two_playgrounds_train_at_once_and_survive_an_interrupt(
    open_notebook: Callable[..., Reader],
) -> None:
    """Both go on training beside each other; interrupting the kernel stops neither for good."""
    reader = open_notebook(CELL, FRIEND)
    reader.run(1)
    until(lambda: reader.page.locator("canvas.picture[data-frame]").count() == 2, "two plots")
    for place in (0, 1):
        reader.page.locator(".plot").nth(place).get_by_role("button", name="Play").click()
    for name in ("plot", "friend"):
        until(lambda n=name: reader.ask(f"{n}._draw.__self__.network.steps") > 200, name)
    reader.interrupt()
    for name in ("plot", "friend"):
        before = reader.ask(f"{name}._draw.__self__.network.steps")
        until(
            lambda n=name, b=before: reader.ask(f"{n}._draw.__self__.network.steps") > b,
            f"{name} to go on",
        )


def test_running_the_cell_again_closes_the_old_playground(
    open_notebook: Callable[..., Reader],
) -> None:
    """After a second run of the cell no task of the first is left, and its widgets are closed."""
    reader = open_notebook(CELL, "old = plot")
    reader.run(1)
    reader.press("Play")
    until(lambda: reader.ask("old._draw.__self__.network.steps") > 0, "the training")
    reader.run(0)
    until(lambda: not reader.ask("old.player.playing"), "the old training to stop")
    assert reader.ask("old.box.comm is None")
    assert reader.ask("len(old.stage.figure.axes)") == 0
    reader.picture()
