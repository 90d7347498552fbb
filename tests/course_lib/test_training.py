"""Tests of the training loop: against scikit-learn, early stopping, bad arguments."""

from __future__ import annotations

import itertools
import warnings
from types import SimpleNamespace as Own
from typing import Any

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor

from course_lib.early_stopping import Patience
from course_lib.layers import Dense
from course_lib.losses import LOSSES
from course_lib.mlp import MLP
from course_lib.optimizers import SGD, Adam
from course_lib.regularizers import L2
from course_lib.training import EpochLosses, History, train, training_epochs

MSE = LOSSES["mse"]


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def line(n: int = 60, d: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Return standard normal features and a noisy linear y of shape (n, 1)."""
    X = rng(1).normal(size=(n, d))
    return X, X[:, :1] * 2 + 0.5 + 0.3 * rng(2).normal(size=(n, 1))


def fit(model: Any, X: Any, y: Any, **changes: Any) -> History:
    """Train with settings that suit most tests."""
    settings: dict[str, Any] = {
        "loss": MSE, "optimizer": SGD(0.1), "epochs": 5, "batch_size": 16, "rng": rng(),
    }  # fmt: skip
    return train(model, X, y, **settings | changes)


@pytest.mark.parametrize(
    ("estimator", "output", "loss", "outputs"),
    [
        (MLPRegressor, "identity", "mse", 1),
        (MLPClassifier, "sigmoid", "binary_cross_entropy", 1),
        (MLPClassifier, "softmax", "cross_entropy", 3),
    ],
)
@pytest.mark.parametrize("alpha", [0.0, 0.4])
def test_follows_scikit_learns_mlp(
    estimator: type[MLPClassifier], output: str, loss: str, outputs: int, alpha: float
) -> None:
    """Thirty full-batch steps from the same weights end at scikit-learn's weights, to 1e-9.

    Its penalty alpha / (2 n) * sum w^2 is L2(alpha / (2 n)) here.  Its squared error has a factor
    1/2, so for regression the rate is halved and the penalty doubled.
    """
    X, n, rate = rng(3).normal(size=(40, 4)), 40, 0.05
    score = X @ rng(4).normal(size=(4, outputs))
    labels = {"identity": score[:, 0], "sigmoid": score[:, 0] > 0, "softmax": score.argmax(axis=1)}
    y = labels[output].astype(float)
    theirs = estimator(
        hidden_layer_sizes=(6, 5), activation="tanh", solver="sgd", alpha=alpha, batch_size=n,
        momentum=0.9, nesterovs_momentum=False, learning_rate_init=1e-300, max_iter=1,
        random_state=0, warm_start=True, tol=0, n_iter_no_change=100,
    )  # fmt: skip
    model = MLP.of([4, 6, 5, outputs], hidden="tanh", output=output, rng=rng())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # thirty steps are all it gets
        theirs.fit(X, y)  # the rate is nothing: these are its starting weights
        for layer, W, b in zip(model.layers[::2], theirs.coefs_, theirs.intercepts_, strict=True):
            layer.W[:], layer.b[:] = W, b
        theirs.set_params(learning_rate_init=rate, max_iter=30).fit(X, y)
    factor = 2 if estimator is MLPRegressor else 1
    history = fit(
        model, X, y, loss=LOSSES[loss], optimizer=SGD(rate / factor, momentum=0.9), epochs=30,
        batch_size=n, regularizer=L2(factor * alpha / (2 * n)),
    )  # fmt: skip
    for layer, W, b in zip(model.layers[::2], theirs.coefs_, theirs.intercepts_, strict=True):
        np.testing.assert_allclose(layer.W, W, rtol=0, atol=1e-9)
        np.testing.assert_allclose(layer.b, b, rtol=0, atol=1e-9)
    if alpha == 0:  # its loss curve contains the penalty
        expected = factor * np.array(theirs.loss_curve_[-30:])
        np.testing.assert_allclose(history.train_loss, expected, rtol=1e-9)


def test_validation_loss_is_taken_at_the_end_of_the_epoch_without_dropout() -> None:
    """The last entry is the loss of the finished model's predictions."""
    X, y = line()
    model = MLP.of([3, 8, 1], dropout=0.5, rng=rng())
    history = fit(model, X[:40], y[:40], validation=(X[40:], y[40:, 0]))
    expected = float(np.mean((model.predict(X[40:]) - y[40:]) ** 2))
    assert history.validation_loss[-1] == pytest.approx(expected, rel=1e-12)
    assert len(history.validation_loss) == len(history.train_loss) == 5


def overfitting() -> tuple[MLP, np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Return a net that is too large for twelve noisy points, and validation data."""
    X = rng(5).uniform(-2, 2, size=(62, 1))
    y = np.sin(2 * X) + 0.5 * rng(6).normal(size=(62, 1))
    return MLP.of([1, 60, 1], hidden="tanh", rng=rng()), X[:12], y[:12], (X[12:], y[12:])


def test_early_stopping_gives_back_the_best_parameters() -> None:
    """After stopping, the model's validation loss is the lowest recorded, in the same arrays."""
    model, X, y, held_out = overfitting()
    arrays = model.parameters()
    history = fit(
        model, X, y, epochs=500, optimizer=Adam(0.02), batch_size=4, validation=held_out,
        early_stopping=Patience(20),
    )  # fmt: skip
    assert history.stopped_epoch is not None
    assert history.best_epoch is not None
    assert history.stopped_epoch == len(history.train_loss) - 1 == history.best_epoch + 20
    assert history.best_epoch == int(np.argmin(history.validation_loss))
    assert MSE.value(model.predict(held_out[0]), held_out[1]) == min(history.validation_loss)
    assert min(history.validation_loss) < history.validation_loss[-1]
    assert all(a is b for a, b in zip(arrays, model.parameters(), strict=True))


def test_the_best_parameters_come_back_even_if_nothing_stopped() -> None:
    """When the epochs run out first, stopped_epoch is None and the best epoch is restored."""
    model, X, y, held_out = overfitting()
    history = fit(
        model, X, y, epochs=100, optimizer=Adam(0.02), batch_size=4, validation=held_out,
        early_stopping=Patience(1000),
    )  # fmt: skip
    assert history.stopped_epoch is None
    assert len(history.train_loss) == 100
    assert history.best_epoch != 99
    assert MSE.value(model.predict(held_out[0]), held_out[1]) == min(history.validation_loss)


def test_without_early_stopping_the_last_parameters_stay() -> None:
    """Validation data alone record losses and the best epoch; nothing is restored."""
    model, X, y, held_out = overfitting()
    history = fit(model, X, y, epochs=100, optimizer=Adam(0.02), batch_size=4, validation=held_out)
    assert history.best_epoch == int(np.argmin(history.validation_loss)) != 99
    assert MSE.value(model.predict(held_out[0]), held_out[1]) == history.validation_loss[-1]


def test_a_stopping_rule_can_be_used_again() -> None:
    """Training resets the rule, so a second run is not stopped by the memory of the first."""
    rule, lengths = Patience(20), []
    for _ in range(2):
        model, X, y, held_out = overfitting()
        history = fit(
            model, X, y, epochs=500, optimizer=Adam(0.02), batch_size=4, validation=held_out,
            early_stopping=rule,
        )  # fmt: skip
        lengths.append(len(history.train_loss))
    assert lengths[0] == lengths[1]


def test_without_validation_there_is_nothing_to_be_best() -> None:
    """The validation list is empty, and both epochs are None."""
    history = fit(Dense(3, 1, rng=rng()), *line())
    assert (history.validation_loss, history.best_epoch, history.stopped_epoch) == ([], None, None)


def test_epochs_come_one_at_a_time() -> None:
    """training_epochs gives the numbers of train, one epoch per next, and never ends."""
    X, y = line()
    held_out = (X[:20], y[:20])
    one, other = MLP.of([3, 4, 1], rng=rng()), MLP.of([3, 4, 1], rng=rng())
    history = fit(one, X, y, epochs=30, validation=held_out)
    errors = np.geterr()
    run = training_epochs(
        other, X, y, loss=MSE, optimizer=SGD(0.1), batch_size=16, validation=held_out, rng=rng()
    )
    losses = list(itertools.islice(run, 30))
    assert np.geterr() == errors  # a paused training leaves NumPy's settings alone
    assert [pair.train for pair in losses] == history.train_loss
    assert [pair.validation for pair in losses] == history.validation_loss
    assert next(run).train > 0


def test_the_first_of_equal_epochs_is_the_best() -> None:
    """Only a strictly lower validation loss makes an epoch the best one."""
    history = History()
    best = [history.record(EpochLosses(1.0, loss)) for loss in (3.0, 2.0, 2.0, 4.0)]
    assert best == [True, True, False, False]
    assert history.best_epoch == 1


class Copies(Dense):
    """A layer with a frequent mistake."""

    def parameters(self) -> list[np.ndarray]:
        return [self.W.copy(), self.b.copy()]


@pytest.mark.parametrize("model", [Copies(3, 1, rng=rng()), MLP([Copies(3, 1, rng=rng())])])
def test_copied_parameters_are_refused(model: Any) -> None:
    """Copies would be trained in vain, and the error names the method that makes them."""
    says = r"train: parameters\(\) of the model must return the arrays themselves, got copies"
    with pytest.raises(ValueError, match=says):
        fit(model, X, Y)


def test_a_last_layer_may_reuse_its_output() -> None:
    """The loss of an epoch is that of all its predictions, though one array holds each of them."""

    class Reuse(Dense):
        out = np.zeros((60, 1))

        def forward(self, x: Any, *, training: bool = False) -> np.ndarray:
            self.out[: len(x)] = super().forward(x)
            return self.out[: len(x)]

    losses = [fit(layer(3, 1, rng=rng()), X, Y).train_loss for layer in (Dense, Reuse)]
    assert losses[0] == losses[1]


def test_gradients_may_come_in_a_tuple() -> None:
    """A penalty is added to them as to those in a list."""

    class Tuples(Dense):
        def gradients(self) -> Any:
            return tuple(super().gradients())

    models = [layer(3, 1, rng=rng()) for layer in (Dense, Tuples)]
    for model in models:
        fit(model, X, Y, regularizer=L2(0.1))
    np.testing.assert_array_equal(models[0].W, models[1].W)


X, Y = line()


@pytest.mark.parametrize(
    ("changes", "error", "text"),
    [
        ({"epochs": 0}, ValueError, "train: epochs must be a whole number of at least 1, got 0"),
        ({"batch_size": 0}, ValueError, "train: batch_size must be a whole number of at least 1"),
        ({"batch_size": 2.5}, TypeError, "train: batch_size must be a whole number"),
        ({"rng": 7}, TypeError, r"train: rng must be .* got 7. Use np.random.default_rng\(7\)"),
        (
            {"loss": "mse"},
            TypeError,
            r"train: loss must have .* gradient, got .mse.*LOSSES",
        ),
        ({"optimizer": 0.1}, TypeError, r"train: optimizer must have the method step, got 0.1"),
        ({"model": None}, TypeError, "train: model must have the methods forward, .*, got None"),
        ({"X": X[:50]}, ValueError, r"train: y must have one row for each of the 50 rows of X"),
        ({"X": X[:0], "y": Y[:0]}, ValueError, "at least one"),
        ({"X": X * np.nan}, ValueError, r"train: X must be finite, got nan at index \(0, 0\)"),
        ({"X": X[:, :2]}, ValueError, r"Dense.forward: x must have shape \(n, 3\), got \(60, 2\)"),
        ({"X": X[:, 0]}, ValueError, r"train: X must have shape \(n, d\), got \(60,\)"),
        ({"y": np.hstack([Y, Y])}, ValueError, r"mse.value: target must have the shape of the pre"),
        ({"y": "no"}, TypeError, "train: y must be an array of real numbers"),
        ({"validation": (X, Y[:9])}, ValueError, "train: validation y must have one row for each"),
        ({"validation": (X * np.inf, Y)}, ValueError, "train: validation X must be finite"),
        ({"validation": X}, ValueError, r"train: validation must be a pair \(X, y\)"),
        (
            {"regularizer": 0.1},
            TypeError,
            "train: regularizer must have the method gradient, got 0",
        ),
        ({"early_stopping": 3, "validation": (X, Y)}, TypeError, "early_stopping must have the"),
        ({"early_stopping": Patience(2)}, ValueError, "train: validation must be given"),
        (
            {"loss": Own(value=MSE.value, gradient=lambda p, y: (p - y)[:, 0])},
            ValueError,
            r"train: gradient of the loss must have .*shape, \(2, 1\), got \(2,\)\. One",
        ),
        (
            {"loss": Own(value=MSE.value, gradient=lambda p, y: None)},
            ValueError,
            "train: gradient of the loss must have the prediction's shape, .* got None",
        ),
        (
            {"loss": Own(value=lambda p, y: (p - y) ** 2, gradient=MSE.gradient)},
            ValueError,
            "train: value of the loss must return one number, got .*Is np.mean missing",
        ),
        ({"loss": LOSSES["hinge"]}, ValueError, r"hinge.value: target must be -1 or \+1"),
    ],
)
def test_bad_arguments_are_refused(
    changes: dict[str, Any], error: type[Exception], text: str
) -> None:
    """A wrong argument is named before the first step, and the model is as it was."""
    model = Dense(3, 1, rng=rng())
    before = model.W.copy()
    arguments = {"model": model, "X": X, "y": Y} | changes
    with pytest.raises(error, match=text), np.errstate(invalid="ignore"):
        fit(arguments.pop("model"), arguments.pop("X"), arguments.pop("y"), **arguments)
    np.testing.assert_array_equal(model.W, before)
