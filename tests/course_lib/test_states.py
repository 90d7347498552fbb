"""State that cannot go wrong: what is kept is out of reach, and what fails leaves good weights."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.activations import ACTIVATIONS, IDENTITY
from course_lib.backprop import one_neuron
from course_lib.datasets import Standardizer
from course_lib.dropout import Dropout
from course_lib.early_stopping import Patience
from course_lib.epochs import DivergenceError, training_epochs
from course_lib.gradient_check import check_layer
from course_lib.layers import ActivationLayer, Dense, Layer, Maxout
from course_lib.losses import LOSSES, CustomLoss, mse
from course_lib.mlp import MLP
from course_lib.optimizers import SGD, Adam
from course_lib.regularization_paths import ridge_path
from course_lib.training import train


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


X = rng(5).normal(size=(60, 3))
Y = X[:, :1] - 2 * X[:, 1:2]

LAYERS = {
    "Dense": lambda: Dense(3, 2, rng=rng()),
    "Maxout": lambda: Maxout(3, 2, rng=rng()),
    "Dropout in training": lambda: Dropout(0.5, rng=rng()),
    "tanh": lambda: ActivationLayer("tanh"),
    "softmax": lambda: ActivationLayer("softmax"),
    "identity": lambda: ActivationLayer("identity"),
    "network": lambda: MLP.of([3, 4, 2], hidden="sigmoid", output="softmax", rng=rng()),
    "network in a network": lambda: MLP([MLP.of([3, 4], rng=rng()), ActivationLayer("tanh")]),
}


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("name", list(LAYERS))
def test_what_backward_needs_is_out_of_reach(name: str, training: bool) -> None:
    """Overwriting what went into forward and what came out of it does not change a gradient."""
    found = []
    for spoil in (False, True):
        layer, x = LAYERS[name](), X[:7].copy()
        output = layer.forward(x, training=training)
        upstream = np.ones_like(output) / 3
        if spoil:
            x[...], output[...] = 99.0, -99.0
        dx = layer.backward(upstream)
        gradients = [g.copy() for g in layer.gradients()]
        if spoil:
            dx_kept = dx.copy()
            upstream[...] = 5.0
            np.testing.assert_array_equal(dx, dx_kept)
        found.append([dx, *gradients])
    for plain, spoilt in zip(*found, strict=True):
        np.testing.assert_array_equal(plain, spoilt)


def test_the_idiom_that_writes_into_the_probabilities_works() -> None:
    """``probs[range(n), y] -= 1`` before backward leaves the right gradient of the weights."""
    model = MLP.of([3, 4, 2], output="softmax", rng=rng())
    labels = (X[:, 0] > 0).astype(int)
    model.forward(X)
    model.backward_from(LOSSES["cross_entropy"], labels)
    wanted = [g.copy() for g in model.gradients()]
    probabilities = model.forward(X)
    probabilities[range(60), labels] -= 1
    model.backward_from(LOSSES["cross_entropy"], labels)
    for found, right in zip(model.gradients(), wanted, strict=True):
        np.testing.assert_array_equal(found, right)


def test_results_are_not_the_arguments() -> None:
    """Where a function returns what it got, it returns a copy."""
    z = np.array([[1.0, -2.0]])
    lams = np.array([1.0, 2.0])
    step = one_neuron(z[0], z[0], 0.0, 1.0, activation=ACTIVATIONS["tanh"], loss=mse)
    for result, argument in (
        (IDENTITY(z), z),
        (Dropout(0.5, rng=rng()).forward(z), z),
        (ActivationLayer("identity").forward(z), z),
        (ridge_path(X, Y, lams).lams, lams),
        (step.dz_dw, z),
    ):
        assert not np.shares_memory(result, argument)


def test_a_scale_that_later_rows_need_cannot_be_changed() -> None:
    """What a Standardizer has learnt is read-only."""
    scale = Standardizer(X)
    for learnt in (scale.mean, scale.scale):
        with pytest.raises(ValueError, match="read-only"):
            learnt[0] = 7.0


def test_a_gradient_that_is_computed_in_place_is_right() -> None:
    """An own loss that writes into its arguments is judged by its result, and changes nothing."""

    def gradient(p: np.ndarray, y: np.ndarray) -> np.ndarray:
        p -= y
        p *= 2 / p.size
        return p

    def value(p: np.ndarray, y: np.ndarray) -> float:
        p -= y
        return float((p**2).mean())

    p, y = np.array([1.0, 3.0]), np.array([0.0, 1.0])
    for loss in (CustomLoss(value, gradient), CustomLoss(value)):
        np.testing.assert_allclose(loss.gradient(p, y), [1.0, 2.0], rtol=1e-7)
        assert loss.value(p, y) == 2.5
        assert (p.tolist(), y.tolist()) == ([1.0, 3.0], [0.0, 1.0])


def _twice() -> dict[str, tuple[list[Layer], str, str]]:
    act, drop, dense = ActivationLayer("relu"), Dropout(0.5, rng=rng()), Dense(3, 3, rng=rng())
    inner = MLP([Dense(3, 3, rng=rng()), act])
    return {
        "activation": ([Dense(3, 3, rng=rng()), act, Dense(3, 3, rng=rng()), act], "1", "3"),
        "dropout": ([drop, dense, drop], "0", "2"),
        "dense": ([dense, act, dense], "0", "2"),
        "beside itself": ([dense, dense], "0", "1"),
        "network": ([inner, inner], "0", "1"),
        "in an inner network": ([act, inner], "0", r"1\]\.layers\[1"),
    }


@pytest.mark.parametrize("case", list(_twice()))
def test_a_layer_at_two_places_is_refused(case: str) -> None:
    """The error names both places and the remedy."""
    layers, first, second = _twice()[case]
    text = rf"layers\[{second}\] must be a layer of its own, got that of layers\[{first}\] again"
    with pytest.raises(ValueError, match=text):
        MLP(layers)


def test_a_layer_that_is_added_later_is_refused_too() -> None:
    """Appending to ``layers`` is no way around: forward and train refuse it."""
    act = ActivationLayer("tanh")
    model = MLP([Dense(3, 3, rng=rng()), act, Dense(3, 1, rng=rng())])
    model.layers.insert(1, act)
    with pytest.raises(ValueError, match=r"layers\[2\] must be a layer of its own"):
        model.predict(X)
    with pytest.raises(ValueError, match=r"layers\[2\] must be a layer of its own"):
        fit(model)


def test_equal_layers_that_are_two_objects_are_welcome() -> None:
    """Two layers of one kind are no layer twice, and their gradients are right."""
    layers = [ActivationLayer("tanh"), ActivationLayer("tanh"), Dense(3, 2, rng=rng())]
    reports = check_layer(MLP(layers), X[:5], rng=rng())
    assert all(report.passed for report in reports)


class GrowsAt:
    """Gradient descent whose rate becomes absurd at a step, or which is interrupted there."""

    def __init__(self, step: int, error: BaseException | None = None) -> None:
        self.count, self.at, self.error, self.rule = 0, step, error, SGD(0.01)

    def step(self, parameters: list[np.ndarray], gradients: list[np.ndarray]) -> None:
        self.count += 1
        if self.count >= self.at:
            self.rule.learning_rate = 1e300
            if self.error:
                self.rule.step(parameters, gradients)
                raise self.error
        self.rule.step(parameters, gradients)


def fit(model: MLP, **changes: object) -> object:
    settings = {
        "loss": mse, "optimizer": SGD(0.01), "epochs": 8, "batch_size": 10, "rng": rng(2),
        "validation": (X[:20], Y[:20]),
    } | changes  # fmt: skip
    return train(model, X, Y, **settings)


def network() -> MLP:
    return MLP.of([3, 8, 1], hidden="tanh", rng=rng(1))


def weights_after(epochs: int) -> list[np.ndarray]:
    """The weights of a run that was stopped in time; 0 epochs are the start."""
    model = network()
    if epochs:
        fit(model, epochs=epochs)
    return model.parameters()


@pytest.mark.parametrize("error", [None, KeyboardInterrupt(), RuntimeError("mine"), MemoryError()])
@pytest.mark.parametrize("stopping", [None, Patience(3)])
@pytest.mark.parametrize(("step", "epoch"), [(1, None), (6, None), (7, 0), (27, 3)])
def test_a_failed_training_leaves_the_best_weights(
    error: BaseException | None, stopping: object, step: int, epoch: int | None
) -> None:
    """Whatever ends it, the model has the weights of the best epoch or the start, and says so."""
    model = network()
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - an interrupt is no Exception
        fit(model, optimizer=GrowsAt(step, error), early_stopping=stopping)
    assert type(caught.value) is (type(error) if error else DivergenceError)
    said = f"{caught.value} {' '.join(getattr(caught.value, '__notes__', []))}"
    moment = "the start" if epoch is None else f"epoch {epoch}, the best"
    assert f"The model has the weights of {moment}." in said
    for found, wanted in zip(
        model.parameters(), weights_after(0 if epoch is None else epoch + 1), strict=True
    ):
        np.testing.assert_array_equal(found, wanted)
    getattr(error, "__notes__", []).clear()  # the next case raises the same object


def test_without_validation_the_best_training_loss_counts() -> None:
    """With nothing held out, it is the epoch from which the lowest training loss set out."""
    model = network()
    with pytest.raises(DivergenceError, match=r"weights of epoch 2, the best\."):
        fit(model, optimizer=GrowsAt(27), validation=None)  # fails in epoch 4; 3 was the lowest
    for found, wanted in zip(model.parameters(), weights_after(3), strict=True):
        np.testing.assert_array_equal(found, wanted)


@pytest.mark.parametrize("rule", [lambda: SGD(1e9, momentum=0.9), lambda: Adam(1e300)])
def test_an_optimizer_can_be_used_again_after_a_failure(rule) -> None:
    """It has forgotten the steps that led away, so a smaller rate goes on from good weights."""
    model, optimizer = network(), rule()
    with pytest.raises(DivergenceError):
        fit(model, optimizer=optimizer, epochs=500)
    optimizer.learning_rate = 0.01
    losses = fit(model, optimizer=optimizer).train_loss
    assert losses[-1] < losses[0]


def test_an_epoch_that_fails_is_no_epoch_for_live_plots() -> None:
    """After divergence the iterator has put back the weights of the epoch before."""
    model = network()
    epochs = training_epochs(
        model, X, Y, loss=mse, optimizer=GrowsAt(13), batch_size=10, rng=rng(2)
    )
    kept = []
    with pytest.raises(DivergenceError, match="diverged in epoch 2"):
        kept += ([p.copy() for p in model.parameters()] for _ in epochs)
    for found, wanted in zip(model.parameters(), kept[-1], strict=True):
        np.testing.assert_array_equal(found, wanted)
