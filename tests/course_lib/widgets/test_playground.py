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


def test_when_all_points_are_removed_the_line_says_so_and_a_click_brings_one_back(
    game: NetworkPlayground,
) -> None:
    """Neither loss is shown as NaN; one added point is enough to train on."""
    game.points.removed = list(range(len(game.points._X)))
    game.panel.update()
    assert game.panel.line.value.count("no points") == 2
    game.click(pointer_at(game, game.view.plane, 1.0, 1.0))
    game.panel.perform(game.train)()
    assert "plot-error" not in game.panel.line.value
    assert "nan" not in game.panel.line.value


def test_with_one_class_only_the_answer_is_that_class(game: NetworkPlayground) -> None:
    """All blue points gone: after training every place is orange."""
    game.points.removed = [i for i, label in enumerate(game.points._y) if label == 0]
    for _ in range(20):
        game.panel.perform(game.train)()
    assert game.network.probability(game.view.spots).min() > 0.5
    assert "plot-error" not in game.panel.line.value


def test_a_bias_can_be_overwritten_and_an_absurd_weight_is_refused(
    game: NetworkPlayground,
) -> None:
    """Biases are in the list; 1e9 would only saturate everything."""
    game.picker.weight.value = (2, -1, 0)
    game.picker.value.value = "-1.5"
    game.panel.perform(game.overwrite)()
    assert game.network.biases()[2][0] == -1.5
    game.picker.value.value = "1e9"
    game.panel.perform(game.overwrite)()
    assert "between −1000 and 1000" in game.panel.line.value
    assert game.network.biases()[2][0] == -1.5


def test_the_bent_plane_shows_the_units_and_the_straight_border(game: NetworkPlayground) -> None:
    """Points lie at their units' values; on the line the network's answer is one half."""
    game.controls.units[1].value = 2
    for _ in range(5):
        game.panel.perform(game.train)()
    bend, net = game.view.bend, game.network
    values = net.unit_maps(game.view.small)[1]
    scale = np.abs(values).max(axis=0)
    X, y = game.points.training()
    mine = (net.unit_maps(X)[1] / scale)[y[:, 0] == 1]
    np.testing.assert_allclose(np.column_stack(bend.dots[1].get_data()), mine)
    ends = np.column_stack(bend.border.get_data()) * scale
    logits = ends @ net.weights()[2][:, 0] + net.biases()[2][0]
    np.testing.assert_allclose(logits, 0, atol=1e-9)


def test_clicked_units_become_the_axes_of_the_bent_plane(game: NetworkPlayground) -> None:
    """The newest click is x, the one before is y; a layer that is gone is not asked."""
    game.click(pointer_at(game, game.view.units, 3.5, 0.5))
    game.click(pointer_at(game, game.view.units, 1.5, 0.5))
    game.panel.update()
    assert game.view.bend.pair(game.network.hidden) == ((0, 1), (0, 3))
    assert game.view.bend.along.get_text() == "unit 1.2"
    for layer in game.controls.units:
        layer.value = 0
    assert game.view.bend.pair(game.network.hidden) == (None, None)
    assert "plot-error" not in game.panel.line.value


def test_a_playground_opens_with_a_given_state(game: NetworkPlayground) -> None:
    """What an instructor pastes into a cell is there at once, with every control in its place."""
    game.controls.units[2].value, game.controls.noise.value = 3, 0.25
    game.controls.data.value, game.controls.l2.value = "moons", 0.02
    game.panel.perform(game.new_points)()
    game.panel.perform(game.write_state)()
    friend = NetworkPlayground(None, False, game.state.value)
    assert [layer.value for layer in friend.controls.units] == [6, 6, 3]
    assert (friend.controls.data.value, friend.controls.noise.value) == ("moons", 0.25)
    assert friend.controls.l2.value == 0.02
    np.testing.assert_array_equal(friend.points.training()[0], game.points.training()[0])
    assert "plot-error" not in friend.panel.line.value
    friend.panel.close()
