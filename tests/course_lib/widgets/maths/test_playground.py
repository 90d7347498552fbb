"""Points, network and state string of the playground."""

from __future__ import annotations

import base64
import zlib

import numpy as np
import pytest

from course_lib.activations import leaky_relu, relu, tanh
from course_lib.widgets.maths.changes import DIGITS, Experiment, change, names, own_change, world
from course_lib.widgets.maths.network import LOSS, Network, Settings
from course_lib.widgets.maths.neuron import elementwise
from course_lib.widgets.maths.points import LIMIT, MAKERS, MOST_ADDED, Points
from course_lib.widgets.maths.share import PREFIX, from_text, to_text


@pytest.mark.parametrize("name", list(MAKERS))
def test_every_data_set_fits_into_the_picture_and_holds_out_a_third(name: str) -> None:
    """All points lie inside, both classes occur on both sides."""
    points = Points(name)
    (X, y), (V, t) = points.training(), points.validation()
    assert max(np.abs(X).max(), np.abs(V).max()) <= LIMIT
    assert len(V) == pytest.approx(len(X) / 2, abs=2)
    assert set(y.ravel()) == set(t.ravel()) == {0.0, 1.0}


def test_points_are_added_removed_and_ignored_outside() -> None:
    """Removing takes the nearest point within reach, generated or added."""
    points = Points()
    before = len(points.training()[0])
    points.add(0.0, 0.0, 1)
    points.add(5.0, 0.0, 1)
    assert len(points.training()[0]) == before + 1
    assert points.remove_nearest(0.01, 0.0)
    assert len(points.training()[0]) == before
    x, y = points.training()[0][0]
    assert points.remove_nearest(x, y)
    assert len(points.training()[0]) == before - 1
    assert not points.remove_nearest(2.9, -2.9)


def test_training_learns_the_circles() -> None:
    """3 000 steps with tanh get nearly all points right."""
    points, network = Points(), Network([6, 6], tanh, settings=Settings(0.3))
    network.train(*points.training(), 3000)
    assert network.accuracy(*points.training()) > 0.97
    assert network.steps == 3000


def test_one_step_follows_the_finite_differences_of_the_loss() -> None:
    """With all points in the batch, the change of a weight is −α times the slope."""
    network = Network([3], tanh, settings=Settings(1e-3))
    X, y = np.array([[0.5, -1.0]]), np.array([[1.0]])
    W = network.weights()[0]

    def loss(shift: float) -> float:
        W[1, 2] += shift
        value = LOSS.value(network.model.predict(X), y)
        W[1, 2] -= shift
        return value

    slope = (loss(1e-6) - loss(-1e-6)) / 2e-6
    before = W[1, 2]
    network.train(X, y, 1)
    assert W[1, 2] - before == pytest.approx(-1e-3 * slope, rel=1e-4)


def test_l1_makes_exact_zeros_and_l2_does_not() -> None:
    """After training with a strong L1 many weights are exactly 0."""
    points = Points()
    zeros = {}
    for name, settings in (("l1", Settings(0.1, l1=0.02)), ("l2", Settings(0.1, l2=0.02))):
        network = Network([8], tanh, settings=settings)
        network.train(*points.training(), 1500)
        zeros[name] = sum(int((W == 0).sum()) for W in network.weights())
    assert zeros["l1"] > 4
    assert zeros["l2"] == 0


def test_a_change_of_shape_keeps_the_weights_that_fit() -> None:
    """Growing a layer keeps the old units; the activation can change at the same time."""
    network = Network([3], tanh)
    old = network.weights()[0].copy()
    network.change([5, 5], relu)
    np.testing.assert_array_equal(network.weights()[0][:, :3], old)
    assert [W.shape for W in network.weights()] == [(2, 5), (5, 5), (5, 1)]
    assert network.unit_maps(np.zeros((4, 2)))[1].shape == (4, 5)


def test_unit_maps_end_in_the_networks_answer() -> None:
    """The last hidden layer, times the output weights, is the logit of the answer."""
    network = Network([4, 3], tanh, 2)
    X = np.random.default_rng(0).normal(size=(7, 2))
    logit = network.unit_maps(X)[-1] @ network.weights()[-1] + network.biases()[-1]
    np.testing.assert_allclose(1 / (1 + np.exp(-logit[:, 0])), network.probability(X))


def test_what_diverges_is_said_and_taken_back() -> None:
    """The weights are those of before; with a lower rate the same network trains on."""
    network = Network([8, 8, 8], leaky_relu, settings=Settings(1e9))
    X, y = Points("spiral").training()
    before = [W.copy() for W in network.weights()]
    with pytest.raises(ValueError, match=r"diverged.*Lower the learning rate"):
        network.train(X, y, 500)
    for W, kept in zip(network.weights(), before, strict=True):
        np.testing.assert_array_equal(W, kept)
    loss = network.loss(X, y)
    network.settings.learning_rate = 0.1
    network.train(X, y, 300)
    assert network.loss(X, y) < loss


def test_without_hidden_layers_it_is_logistic_regression() -> None:
    """Full batches of two points: the step is −α mean((p − y) x), by hand."""
    network = Network([], tanh, settings=Settings(0.5))
    network.weights()[0][:] = 0
    X, y = np.array([[1.0, 2.0]]), np.array([[1.0]])
    network.train(X, y, 1)
    np.testing.assert_allclose(network.weights()[0][:, 0], [0.25, 0.5])
    assert network.biases()[0][0] == pytest.approx(0.25)


def test_an_output_layer_stays_one_when_a_hidden_layer_goes() -> None:
    """From 4 + 3 to 4 units: the output takes the old output's weights, not the hidden ones."""
    network = Network([4, 3], tanh)
    first, output = network.weights()[0].copy(), network.weights()[-1].copy()
    network.change([4], tanh)
    np.testing.assert_array_equal(network.weights()[0], first)
    np.testing.assert_array_equal(network.weights()[1][:3], output)


def test_noise_moves_the_same_draw_and_another_seed_is_another_draw() -> None:
    """Twice the noise is twice the shift of each point that stays inside."""
    still, some, more = (Points("xor", noise=n).training()[0] for n in (0.0, 0.1, 0.2))
    inside = (np.abs(more) < LIMIT).all(axis=1)
    np.testing.assert_allclose((more - still)[inside], 2 * (some - still)[inside], atol=1e-12)
    assert not np.array_equal(Points("xor", 1).training()[0], still)


def test_five_hundred_points_can_be_added_and_no_more() -> None:
    """The state stays short enough to be read again."""
    points = Points()
    rng = np.random.default_rng(0)
    for x, y in rng.uniform(-LIMIT, LIMIT, (MOST_ADDED, 2)):
        points.add(x, y, 1)
    with pytest.raises(ValueError, match="remove some"):
        points.add(0.0, 0.0, 1)
    text = to_text(points, Network([8, 8, 8], tanh))
    assert from_text(text, elementwise())[0].added == points.added


def test_the_state_survives_the_journey_bit_by_bit() -> None:
    """Points, settings and weights come back equal, also with line breaks from an e-mail."""
    points, network = Points("xor", 0), Network([5, 5], relu, 3, Settings(0.2, 0.001, 0.01, 0.1))
    points.add(1.0, -2.0, 0)
    points.remove_nearest(*points.training()[0][0])
    network.train(*points.training(), 50)
    text = to_text(points, network)
    broken = "\n".join(text[i : i + 60] for i in range(0, len(text), 60))
    theirs, copy = from_text(broken, elementwise())
    assert (theirs.added, theirs.removed) == (points.added, points.removed)
    assert vars(copy.settings) == vars(network.settings)
    for mine, other in zip(
        network.weights() + network.biases(), copy.weights() + copy.biases(), strict=True
    ):
        np.testing.assert_array_equal(mine, other)
    assert len(text) < 800


@pytest.mark.parametrize(
    "text",
    ["", "hello", PREFIX, PREFIX + "????", PREFIX + "eNpjZGBg", PREFIX + "A" * 30_000],
)
def test_what_is_no_state_is_refused_clearly(text: str) -> None:
    """Empty, foreign, cut off and oversized texts give one clear ValueError."""
    with pytest.raises(ValueError, match="copied whole"):
        from_text(text, elementwise())


def test_a_state_cannot_unpack_into_gigabytes_or_into_another_shape() -> None:
    """A zip bomb and a state with wrong weights are refused."""
    bomb = PREFIX + base64.urlsafe_b64encode(zlib.compress(b"\0" * 5_000_000)).decode()
    with pytest.raises(ValueError, match="copied whole"):
        from_text(bomb, elementwise())
    text = to_text(Points(), Network([3], tanh))
    packed = zlib.decompress(base64.urlsafe_b64decode(text[len(PREFIX) :]))
    short = PREFIX + base64.urlsafe_b64encode(zlib.compress(packed[:-8])).decode()
    with pytest.raises(ValueError, match="copied whole"):
        from_text(short, elementwise())


def test_every_change_keeps_shape_and_range_of_strengths() -> None:
    """At strengths 0 and 1 each change returns numbers of the same shape."""
    for kind in ("digits", "signals"):
        X = world(kind)[0][:5]
        for name in names(kind):
            for share in (0.0, 0.5, 1.0):
                out = change(name, share)(X, rng=np.random.default_rng(0))
                assert out.shape == X.shape
                assert np.isfinite(out).all()


def test_the_experiment_compares_pairs_with_equal_updates() -> None:
    """A change that does nothing leaves the training set's content, so errors stay close."""
    same = Experiment(DIGITS, own_change(lambda X, rng: X))
    for _ in range(2):
        same.run_next()
    gap, spread = same.difference()
    assert abs(gap) < 8
    assert np.isfinite(spread)
    assert len(same.without) == len(same.with_it) == 2
