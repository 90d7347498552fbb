"""Tests of one epoch after the other: what is learnt, in which order, with which penalty."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_lib.epochs import training_epochs
from course_lib.layers import Dense, Maxout
from course_lib.linear_models import ElasticNet as LinearElasticNet
from course_lib.linear_models import Lasso, LinearModel, Ridge
from course_lib.losses import LOSSES, CustomLoss
from course_lib.mlp import MLP
from course_lib.optimizers import SGD, Adam, Optimizer
from course_lib.regularizers import L1, L2, ElasticNet, Regularizer

MSE = LOSSES["mse"]


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def line(n: int = 60, d: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Return standard normal features and a noisy linear y of shape (n, 1)."""
    X = rng(1).normal(size=(n, d))
    return X, X[:, :1] * 2 + 0.5 + 0.3 * rng(2).normal(size=(n, 1))


def fit(model: Any, X: Any, y: Any, *, epochs: int = 5, **changes: Any) -> list[float]:
    """Train with settings that suit most tests, and return the training losses."""
    settings: dict[str, Any] = {
        "loss": MSE, "optimizer": SGD(0.1), "batch_size": 16, "rng": rng(),
    }  # fmt: skip
    run = training_epochs(model, X, y, **settings | changes)
    return [losses.train for losses in itertools.islice(run, epochs)]


class Spy:
    """A model of one number that only writes down which rows it is shown."""

    def __init__(self) -> None:
        self.w, self.batches = np.zeros(1), []

    def forward(self, X: np.ndarray, *, training: bool = False) -> np.ndarray:
        if training:
            self.batches.append(X[:, 0].astype(int).tolist())
        return np.full((len(X), 1), self.w[0])

    def backward(self, upstream: np.ndarray) -> np.ndarray:
        self.dw = np.array([upstream.sum()])
        return np.zeros((len(upstream), 1))

    def parameters(self) -> list[np.ndarray]:
        return [self.w]

    def gradients(self) -> list[np.ndarray]:
        return [self.dw]


@pytest.mark.parametrize("optimizer", [SGD(0.1), SGD(0.02, momentum=0.9), Adam(0.003)])
@pytest.mark.parametrize(
    ("linear", "penalty"),
    [
        (Ridge, lambda n, lam: L2(lam / n)),
        (Lasso, lambda n, lam: L1(lam / n)),
        (
            lambda lam: LinearElasticNet(lam, lam / 2),
            lambda n, lam: ElasticNet(lam / n, lam / 2 / n),
        ),
    ],
    ids=["ridge", "lasso", "elastic net"],
)
def test_penalised_training_ends_at_the_linear_model(
    linear: Callable[[float], LinearModel],
    penalty: Callable[[int, float], Regularizer],
    optimizer: Optimizer,
) -> None:
    """A single linear layer trained on all rows is ridge, lasso or elastic net with lambda / n.

    The same weights are exactly zero.  To 1e-8; Adam keeps trembling and is asked for 1e-3.
    """
    X, y = line(n=50, d=6)
    X[:, 5] = X[:, 0] + X[:, 5]
    lam, model = 20.0, Dense(6, 1, rng=rng())
    again = type(optimizer)(**{k: v for k, v in vars(optimizer).items() if k[0] != "_"})
    fit(model, X, y, optimizer=again, epochs=4000, batch_size=50, regularizer=penalty(50, lam))
    expected = linear(lam).fit(X, y)
    tolerance = 1e-3 if isinstance(optimizer, Adam) else 1e-8
    np.testing.assert_allclose(model.W[:, 0], expected.coef_, rtol=0, atol=tolerance)
    assert model.b[0] == pytest.approx(expected.intercept_, abs=tolerance)
    np.testing.assert_array_equal(model.W[:, 0] == 0, expected.coef_ == 0)


def test_l1_makes_exact_zeros_in_a_network() -> None:
    """Trained in small batches, most weights of a network are exactly 0.0 and it still fits."""
    X, y = line(n=200, d=10)
    model = MLP.of([10, 20, 1], hidden="relu", rng=rng())
    losses = fit(model, X, y, epochs=100, optimizer=SGD(0.05), regularizer=L1(0.02))
    weights = np.concatenate([model.layers[0].W.ravel(), model.layers[2].W.ravel()])
    assert np.mean(weights == 0) > 0.5
    assert losses[-1] < 0.2 * losses[0]


@pytest.mark.parametrize("penalty", [L1(1e3), L2(1e-1), ElasticNet(1e3, 1e-2)])
def test_biases_are_not_penalised(penalty: Regularizer) -> None:
    """Where the penalty holds the weights down the biases still find the mean of y.

    Maxout's biases, an array with two axes, are biases too.
    """
    X, y = line()
    for layers in ([Dense(3, 1, rng=rng())], [Maxout(3, 1, pieces=2, rng=rng())]):
        model = MLP(layers)
        bias = model.layers[0].b
        fit(model, X, y * 0 + 7, epochs=300, regularizer=penalty, batch_size=60)
        assert np.abs(bias).max() == pytest.approx(7, abs=0.2)


def test_a_penalty_of_your_own_is_followed_by_its_gradient() -> None:
    """An object with penalty and gradient is enough; weights are pulled to where it says."""

    class PullToOne:
        def penalty(self, W: np.ndarray) -> float:
            return float(((W - 1) ** 2).sum())

        def gradient(self, W: np.ndarray) -> np.ndarray:
            return 2 * (W - 1)

    X, model = np.zeros((4, 2)), Dense(2, 1, rng=rng())
    fit(model, X, np.zeros(4), epochs=200, regularizer=PullToOne())
    np.testing.assert_allclose(model.W, 1, atol=1e-9)


def test_each_epoch_shows_each_row_once_in_a_new_order() -> None:
    """Ten rows in batches of 4 come as 4, 4 and 2; every epoch has all rows, shuffled anew."""
    spy = Spy()
    fit(spy, np.arange(10.0)[:, None], np.zeros(10), epochs=20, batch_size=4)
    assert [len(batch) for batch in spy.batches] == [4, 4, 2] * 20
    epochs = [[*itertools.chain(*spy.batches[i : i + 3])] for i in range(0, 60, 3)]
    assert all(sorted(epoch) == list(range(10)) for epoch in epochs)
    assert len({tuple(epoch) for epoch in epochs}) == 20
    members = {frozenset(batch) for batch in spy.batches[::3]}
    assert len(members) > 10  # single rows are shuffled, not whole batches


def test_a_batch_larger_than_the_data_is_all_of_it() -> None:
    """With batch_size 100 and ten rows there is one batch of ten."""
    spy = Spy()
    fit(spy, np.arange(10.0)[:, None], np.zeros(10), epochs=2, batch_size=100)
    assert [len(batch) for batch in spy.batches] == [10, 10]


def test_the_generator_decides_everything() -> None:
    """The same seed gives the same training, another seed another; no global state is used."""
    X, y = line()
    state = np.random.get_state()[1].copy()  # noqa: NPY002 - to see that it stays as it is
    ends = []
    for seed in (1, 1, 2):
        model = MLP.of([3, 4, 1], dropout=0.5, rng=rng(9))
        fit(model, X, y, rng=rng(seed))
        ends.append(model.parameters()[0].copy())
    assert (ends[0] == ends[1]).all()
    assert (ends[0] != ends[2]).any()
    assert (np.random.get_state()[1] == state).all()  # noqa: NPY002


def test_data_are_not_changed() -> None:
    """Training leaves X and y as they were."""
    X, y = line()
    kept = X.copy(), y.copy()
    fit(Dense(3, 1, rng=rng()), X, y)
    np.testing.assert_array_equal(X, kept[0])
    np.testing.assert_array_equal(y, kept[1])


def test_train_loss_is_the_data_loss_before_the_update() -> None:
    """With one batch the first entry is the loss of the untrained model, without the penalty."""
    X, y = line()
    model = Dense(3, 1, rng=rng())
    before = float(np.mean((X @ model.W + model.b - y) ** 2))
    losses = fit(model, X, y, epochs=1, batch_size=60, regularizer=L2(5.0))
    assert losses == pytest.approx([before], rel=1e-12)


def test_train_loss_weighs_every_row_alike() -> None:
    """A small last batch does not count more: here the loss is the mean over rows of y^2."""
    spy, y = Spy(), np.array([0.0, 0, 0, 0, 3])
    losses = fit(spy, np.arange(5.0)[:, None], y, optimizer=SGD(1e-300), epochs=3, batch_size=4)
    assert losses == pytest.approx([9 / 5] * 3, rel=1e-12)


def test_a_flat_y_is_a_column_for_one_output() -> None:
    """y of shape (n,) trains a net with one output exactly as y of shape (n, 1)."""
    X, y = line()
    flat, column = Dense(3, 1, rng=rng()), Dense(3, 1, rng=rng())
    assert fit(flat, X, y[:, 0]) == fit(column, X, y)
    assert (flat.W == column.W).all()


def test_class_numbers_are_as_good_as_one_hot() -> None:
    """For cross-entropy y may be (n,) class numbers or (n, k) one-hot rows."""
    X, labels, curves = line()[0], rng().integers(0, 3, size=60), []
    for y in (labels, np.eye(3)[labels]):
        model = MLP.of([3, 5, 3], output="softmax", rng=rng())
        curves.append(fit(model, X, y, loss=LOSSES["cross_entropy"]))
    assert curves[0] == curves[1]


def test_a_loss_with_value_and_gradient_is_enough() -> None:
    """CustomLoss, and an object that has just the two methods, train like the built-in loss."""

    class Plain:
        value = staticmethod(lambda p, y: float(np.mean((p - y) ** 2)))
        gradient = staticmethod(lambda p, y: 2 * (p - y) / p.size)

    X, y = line()
    curves = []
    for loss in (MSE, Plain(), CustomLoss(Plain.value, Plain.gradient)):
        model = MLP.of([3, 4, 1], output="sigmoid", rng=rng())
        curves.append(fit(model, X, y, loss=loss))
    np.testing.assert_allclose(curves[1], curves[0], rtol=1e-12)
    np.testing.assert_allclose(curves[2], curves[0], rtol=1e-12)


@pytest.mark.parametrize("sizes", [[3, 1], [3, 8, 8, 1]])
def test_divergence_is_one_clear_error(sizes: list[int]) -> None:
    """A far too large rate ends in an error with the epoch and the remedy, and in no warning."""
    X, y = line()
    model = MLP.of(sizes, rng=rng())
    text = r"train: loss must be finite; training diverged in epoch \d+ .*smaller learning rate"
    with pytest.raises(ValueError, match=text):
        fit(model, X, y, optimizer=SGD(50.0), epochs=500)


def test_l1_needs_an_optimizer_that_knows_its_step() -> None:
    """An optimizer of your own without effective_step is refused before the first step."""

    class Plain:
        def step(self, parameters: list[np.ndarray], gradients: list[np.ndarray]) -> None:
            for parameter, gradient in zip(parameters, gradients, strict=True):
                parameter -= 0.1 * gradient

    X, y = line()
    assert fit(Dense(3, 1, rng=rng()), X, y, optimizer=Plain(), regularizer=L2(0.1))
    with pytest.raises(TypeError, match="optimizer must have the method effective_step"):
        fit(Dense(3, 1, rng=rng()), X, y, optimizer=Plain(), regularizer=L1(0.1))
