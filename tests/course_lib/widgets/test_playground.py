"""The wiring of the playground: what a click, a key or a field does to the network."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course_lib.widgets.picture import Pointer
from course_lib.widgets.playground import NetworkPlayground
from course_lib.widgets.playground_controls import REMOVE


@pytest.fixture
def game() -> Iterator[NetworkPlayground]:
    """A playground with its two hidden layers of six tanh units."""
    made = NetworkPlayground(None, False)
    yield made
    made.panel.close()


def pointer_at(game: NetworkPlayground, axes: object, x: float, y: float, **more: bool) -> Pointer:
    """Return a press at a place given in the coordinates of an axes."""
    px, py = axes.transData.transform((x, y))  # type: ignore[attr-defined]
    box = game.view.stage.figure.bbox
    return Pointer("down", px / box.width, py / box.height, **more)


def test_a_click_adds_the_chosen_colour_and_shift_the_other(game: NetworkPlayground) -> None:
    """Orange is class 1, blue class 0; a click far from the plane adds nothing."""
    game.click(pointer_at(game, game.view.plane, 1.0, -0.5))
    game.click(pointer_at(game, game.view.plane, 1.0, 0.5, secondary=True))
    assert game.points.added == [(1.0, -0.5, 1), (1.0, 0.5, 0)]
    game.click(pointer_at(game, game.view.losses, 0.5, 0.5))
    assert len(game.points.added) == 2
    game.controls.tool.value = REMOVE
    game.click(pointer_at(game, game.view.plane, 1.0, -0.5))
    assert game.points.added == [(1.0, 0.5, 0)]


def test_a_click_on_a_map_picks_a_weight_of_that_unit_and_it_can_be_overwritten(
    game: NetworkPlayground,
) -> None:
    """The third map of the second row is unit 2.3; the typed number lands in the network."""
    game.click(pointer_at(game, game.view.units, 2.5, 1.5))
    assert game.picker.weight.value == (1, 0, 2)
    assert float(game.picker.value.value) == pytest.approx(
        game.network.weights()[1][0, 2], rel=1e-3
    )
    before = game.network.probability(game.view.spots).copy()
    game.picker.value.value = "9.5"
    game.panel.perform(game.overwrite)()
    assert game.network.weights()[1][0, 2] == 9.5
    assert np.abs(game.network.probability(game.view.spots) - before).max() > 0.05


def test_a_weight_that_is_no_number_is_refused_and_nothing_changes(
    game: NetworkPlayground,
) -> None:
    """Text, infinity and nothing at all give one line."""
    before = game.network.weights()[0].copy()
    for text in ("heavy", "inf", ""):
        game.picker.value.value = text
        game.panel.perform(game.overwrite)()
        assert "the weight must be" in game.panel.line.value
    np.testing.assert_array_equal(game.network.weights()[0], before)


def test_settings_changed_between_steps_reach_the_training(game: NetworkPlayground) -> None:
    """Rate, penalties, dropout, layers, units and activation all take effect at the next step."""
    game.train()
    controls = game.controls
    controls.rate.value, controls.dropout.value = 1.0, 0.3
    controls.l1.value, controls.l2.value = 0.01, 0.02
    for layer in controls.units:
        layer.value = 4
    controls.activation.value = "ReLU"
    game.train()
    settings = game.network.settings
    assert (settings.learning_rate, settings.l1, settings.l2) == (1.0, 0.01, 0.02)
    assert [drop.p for drop in game.network.drops] == [0.3] * 3
    assert [W.shape for W in game.network.weights()] == [(2, 4), (4, 4), (4, 4), (4, 1)]
    assert game.network.activation.name == "relu"
    assert game.network.steps == 20


def test_without_points_training_stops_with_a_clear_line(game: NetworkPlayground) -> None:
    """Removing everything is allowed; training then says what is missing."""
    game.points.removed = list(range(len(game.points._X)))
    game.panel.perform(game.train)()
    assert "no point left to train on" in game.panel.line.value


def test_other_data_and_reset_start_afresh(game: NetworkPlayground) -> None:
    """Other data keeps the network; Reset keeps the data and draws other weights."""
    weights = game.network.weights()[0].copy()
    game.controls.data.value = "spiral"
    assert game.points.name == "spiral"
    np.testing.assert_array_equal(game.network.weights()[0], weights)
    game.press("r")
    assert game.points.name == "spiral"
    assert not np.array_equal(game.network.weights()[0], weights)
