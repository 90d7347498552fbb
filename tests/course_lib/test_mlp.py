"""The network against scikit-learn's, finite differences, and its own layers one by one."""

from __future__ import annotations

import copy
import types

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier, MLPRegressor

from course_lib.backprop import backprop
from course_lib.dropout import Dropout
from course_lib.initializers import uniform
from course_lib.layers import ActivationLayer, Dense, Layer, Maxout
from course_lib.losses import LOSSES
from course_lib.mlp import MLP

SKLEARN_ACTIVATION = {"relu": "relu", "tanh": "tanh", "sigmoid": "logistic"}


def generator(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def one_sgd_step(estimator, model: MLP, X, y, **fit) -> tuple[float, list[np.ndarray]]:
    """Give scikit-learn our weights, let it make one SGD step of length 1; return loss, gradients.

    Only public attributes are used: the gradient is what the step changed.
    """
    estimator.set_params(
        solver="sgd", alpha=0.0, momentum=0.0, learning_rate_init=1.0, batch_size=len(X)
    )
    estimator.partial_fit(X, y, **fit)  # builds the arrays
    theirs = [a for pair in zip(estimator.coefs_, estimator.intercepts_, strict=True) for a in pair]
    for own, their in zip(model.parameters(), theirs, strict=True):
        their[...] = own
    before = [a.copy() for a in theirs]
    estimator.partial_fit(X, y)
    after = [a for pair in zip(estimator.coefs_, estimator.intercepts_, strict=True) for a in pair]
    return estimator.loss_, [b - a for b, a in zip(before, after, strict=True)]


@pytest.mark.parametrize("hidden", list(SKLEARN_ACTIVATION))
@pytest.mark.parametrize("task", ["mse", "binary_cross_entropy", "cross_entropy"])
def test_loss_and_gradients_are_sklearns(hidden: str, task: str) -> None:
    """With equal weights, loss and all gradients equal scikit-learn's MLP to 1e-10.

    scikit-learn's squared loss has a factor 1/2, which is taken into account.
    """
    rng = generator(7)
    X = rng.normal(size=(40, 4))
    settings = {"hidden_layer_sizes": (6, 5), "activation": SKLEARN_ACTIVATION[hidden]}
    if task == "mse":
        model = MLP.of([4, 6, 5, 1], hidden=hidden, rng=rng)
        labels = rng.normal(size=40)
        y, factor, fit = labels[:, None], 2.0, {}
        estimator = MLPRegressor(**settings)
    elif task == "binary_cross_entropy":
        model = MLP.of([4, 6, 5, 1], hidden=hidden, output="sigmoid", rng=rng)
        labels = np.arange(40) % 2
        y, factor, fit = labels[:, None], 1.0, {"classes": [0, 1]}
        estimator = MLPClassifier(**settings)
    else:
        model = MLP.of([4, 6, 5, 3], hidden=hidden, output="softmax", rng=rng)
        labels = np.arange(40) % 3
        y, factor, fit = np.eye(3)[labels], 1.0, {"classes": [0, 1, 2]}
        estimator = MLPClassifier(**settings)
    for bias in model.parameters()[1::2]:
        bias += rng.normal(size=bias.shape)

    value, gradients = one_sgd_step(estimator, model, X, labels, **fit)

    assert LOSSES[task].value(model.predict(X), y) == pytest.approx(factor * value, rel=1e-10)
    for got, expected in zip(backprop(model, X, y, LOSSES[task]), gradients, strict=True):
        np.testing.assert_allclose(got, factor * expected, rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "maxout"])
@pytest.mark.parametrize(
    ("output", "loss"),
    [
        ("identity", "mse"),
        ("identity", "hinge"),
        ("identity", "credit_risk"),
        ("tanh", "mse"),
        ("sigmoid", "binary_cross_entropy"),
        ("sigmoid", "credit_risk"),
        ("softmax", "cross_entropy"),
        ("softmax", "mse"),
    ],
)
def test_gradients_by_finite_differences(hidden, output, loss, finite_difference) -> None:
    """For each hidden activation, output and loss, every gradient agrees with differences."""
    rng = generator(2)
    model = MLP.of([3, 4, 2], hidden=hidden, output=output, rng=rng)
    X, y = rng.normal(size=(5, 3)), np.eye(2)[[0, 1, 1, 0, 1]]
    y = 2 * y - 1 if loss == "hinge" else y

    def by(parameter: np.ndarray):
        def function(values: np.ndarray) -> float:
            kept, parameter[...] = parameter.copy(), values
            result = LOSSES[loss].value(model.predict(X), y)
            parameter[...] = kept
            return result

        return function

    for parameter, gradient in zip(
        model.parameters(), backprop(model, X, y, LOSSES[loss]), strict=True
    ):
        expected = finite_difference(by(parameter), parameter)
        np.testing.assert_allclose(gradient, expected, rtol=1e-7, atol=1e-9)
    expected = finite_difference(lambda q: LOSSES[loss].value(model.predict(q), y), X)
    model.forward(X)
    np.testing.assert_allclose(model.backward_from(LOSSES[loss], y), expected, atol=1e-9)


@pytest.mark.parametrize(
    ("output", "loss"), [("sigmoid", "binary_cross_entropy"), ("softmax", "cross_entropy")]
)
def test_both_ways_back_agree(output: str, loss: str) -> None:
    """backward of the loss's gradient and backward_from give the same where nothing underflows."""
    rng = generator(3)
    model = MLP.of([2, 5, 3], hidden="tanh", output=output, rng=rng)
    X, y = rng.normal(size=(6, 2)), np.eye(3)[[0, 1, 2, 0, 1, 2]]
    dX = model.backward(LOSSES[loss].gradient(model.forward(X), y))
    first = model.gradients()
    np.testing.assert_allclose(model.backward_from(LOSSES[loss], y), dX, rtol=1e-10, atol=1e-14)
    for a, b in zip(first, model.gradients(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_a_network_that_is_surely_wrong_still_learns(output: str) -> None:
    """With scores of ±1e4 the probabilities are exactly 0 and 1; the gradient is not zero."""
    model = MLP([Dense(2, 2, rng=generator()), ActivationLayer(output)])
    model.layers[0].W[:] = np.eye(2) * 1e4
    X, y = np.array([[1.0, -1.0]]), np.array([[0.0, 1.0]])
    loss = LOSSES["binary_cross_entropy" if output == "sigmoid" else "cross_entropy"]
    dW, db = backprop(model, X, y, loss)
    scale = 0.5 if output == "sigmoid" else 1.0  # mean over both entries, or over the one row
    np.testing.assert_allclose(db, [scale, -scale])
    np.testing.assert_allclose(dW, np.outer(X, [scale, -scale]))


def test_forward_is_the_layers_in_order() -> None:
    """forward equals the matrix formulas of the lecture, written out."""
    model = MLP.of([3, 4, 2], hidden="tanh", rng=generator())
    W1, b1, W2, b2 = model.parameters()
    X = generator(1).normal(size=(5, 3))
    np.testing.assert_allclose(model.forward(X), np.tanh(X @ W1 + b1) @ W2 + b2, rtol=1e-13)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "maxout"])
@pytest.mark.parametrize("output", ["identity", "sigmoid", "softmax"])
def test_of_builds_the_named_network(hidden: str, output: str) -> None:
    """MLP.of has a layer pair per hidden size, the output asked for, and parameters in order."""
    model = MLP.of([3, 8, 7, 2], hidden=hidden, output=output, rng=generator())
    dense = [layer for layer in model.layers if isinstance(layer, (Dense, Maxout))]
    assert [(layer.n_in, layer.n_out) for layer in dense] == [(3, 8), (8, 7), (7, 2)]
    for got, expected in zip(
        model.parameters(), [p for layer in dense for p in (layer.W, layer.b)], strict=True
    ):
        assert got is expected
    out = model.predict(generator(1).normal(size=(4, 3)))
    assert out.shape == (4, 2)
    if output == "softmax":
        np.testing.assert_allclose(out.sum(axis=1), 1)
    if output == "sigmoid":
        assert ((out > 0) & (out < 1)).all()


def test_of_without_hidden_layers_is_linear() -> None:
    """[d, k] is a linear model, or logistic regression with a sigmoid."""
    assert repr(MLP.of([3, 1], rng=generator())) == "MLP(Dense(3, 1))"
    assert repr(MLP.of([3, 1], output="sigmoid", rng=generator())) == "MLP(Dense(3, 1), sigmoid)"


@pytest.mark.parametrize(
    ("hidden", "expected"), [("relu", 2 / 400), ("elu", 2 / 400), ("tanh", 2 / 700)]
)
def test_starting_weights_follow_the_activation(hidden: str, expected: float) -> None:
    """Weights into the ReLU family have He's variance, others Glorot's (within 5 %)."""
    W = MLP.of([400, 300, 1], hidden=hidden, rng=generator()).parameters()[0]
    assert W.var() == pytest.approx(expected, rel=0.05)


def test_dropout_is_placed_after_each_hidden_layer() -> None:
    """MLP.of(dropout=p) drops hidden units in training only, never inputs or outputs."""
    model = MLP.of([2, 50, 40, 1], dropout=0.5, rng=generator())
    expected = ["Dense", "ActivationLayer", "Dropout"] * 2 + ["Dense"]
    assert [type(layer).__name__ for layer in model.layers] == expected
    X = generator(1).normal(size=(3, 2))
    np.testing.assert_array_equal(model.predict(X), model.predict(X))
    assert (model.forward(X, training=True) != model.forward(X, training=True)).any()


def test_backward_goes_through_the_mask_of_the_forward() -> None:
    """With dropout, training gradients are those of the thinned network that ran forward."""
    rng = generator(4)
    dropout = Dropout(0.5, rng=rng)
    model = MLP([Dense(3, 6, rng=rng), dropout, Dense(6, 1, rng=rng)])
    X, y = rng.normal(size=(4, 3)), rng.normal(size=(4, 1))
    got = backprop(model, X, y, LOSSES["mse"])
    mask = dropout.mask * 2.0  # 1 / (1 - p) = 2
    W1, b1, W2, b2 = model.parameters()
    hidden = (X @ W1 + b1) * mask
    delta = 2 * (hidden @ W2 + b2 - y) / 4
    np.testing.assert_allclose(got[2], hidden.T @ delta, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(got[0], X.T @ (delta @ W2.T * mask), rtol=1e-12, atol=1e-14)


def test_parameters_and_gradients_keep_one_order() -> None:
    """gradients() has the order and shapes of parameters(), which are live arrays."""
    model = MLP.of([2, 3, 1], rng=generator())
    model.backward(np.ones_like(model.forward(np.ones((4, 2)))))
    assert [g.shape for g in model.gradients()] == [p.shape for p in model.parameters()]
    model.parameters()[-1][...] = 100.0
    assert (model.predict(np.zeros((1, 2))) > 50).all()


def test_a_deep_copy_is_independent() -> None:
    """A copied network is not changed by training the original."""
    model = MLP.of([2, 3, 1], rng=generator())
    twin = copy.deepcopy(model)
    X = np.ones((1, 2))
    before = twin.predict(X)
    for parameter in model.parameters():
        parameter += 1.0
    np.testing.assert_array_equal(twin.predict(X), before)
    assert (model.predict(X) != before).all()


def test_a_layer_of_ones_own_takes_part() -> None:
    """A subclass of Layer with only forward and backward works in a network."""

    class Scale(Layer):
        def forward(self, x, *, training=False):
            return 3.0 * x

        def backward(self, upstream):
            return 3.0 * upstream

    model = MLP([Dense(2, 1, rng=generator(), initializer=uniform(0.3)), Scale()])
    y = model.forward([[1.0, 2.0]])
    assert y == pytest.approx(3 * model.layers[0].forward([[1.0, 2.0]]))
    model.backward([[1.0]])
    assert model.gradients()[1].tolist() == [3.0]


@pytest.mark.parametrize(
    ("X", "says"),
    [
        (np.ones((2, 5)), r"X must have shape \(n, 2\), got \(2, 5\)"),
        (np.ones((2, 3)).T[:, :1], r"X must have shape \(n, 2\), got \(3, 1\)"),
        (
            np.ones(2),
            r"X must have shape \(n, 2\), got \(2,\)\. Use X.reshape\(1, -1\) for one example",
        ),
        ([[1.0, np.nan]], r"X must be finite, got nan at index \(0, 1\)"),
        ([[1.0], [1.0, 2.0]], "X must be a rectangular array"),
        ([["a", "b"]], "X must be an array of real numbers"),
    ],
)
def test_bad_inputs_are_refused(X: object, says: str) -> None:
    """What is not an (n, d) array of finite numbers is refused before the first layer."""
    with pytest.raises((TypeError, ValueError), match=f"MLP.forward: {says}"):
        MLP.of([2, 3, 1], rng=generator()).forward(X)


def test_bad_upstreams_are_refused() -> None:
    """backward needs a forward, and the gradient of its output in its shape."""
    model = MLP.of([2, 3, 2], output="softmax", rng=generator())
    with pytest.raises(RuntimeError, match=r"MLP.backward: call forward first"):
        model.backward(np.ones((1, 2)))
    with pytest.raises(RuntimeError, match=r"MLP.backward_from: call forward first"):
        model.backward_from(LOSSES["cross_entropy"], [[1, 0]])
    model.forward(np.ones((3, 2)))
    with pytest.raises(ValueError, match=r"MLP.backward: upstream must have shape \(3, 2\)"):
        model.backward(np.ones((2, 3)))
    with pytest.raises(ValueError, match="target must have the shape of the prediction"):
        model.backward_from(LOSSES["cross_entropy"], np.ones((3, 1)))


@pytest.mark.parametrize(
    ("layers", "says"),
    [
        (Dense(2, 1, rng=generator()), r"layers must be a list of layers, got Dense\(2, 1\)"),
        ([], "layers must contain at least one layer"),
        (["relu"], r"layers\[0\] must be a layer, got 'relu'.*ActivationLayer\('relu'\)"),
        (
            [Dense(2, 3, rng=generator()), ActivationLayer("relu"), Dense(2, 1, rng=generator())],
            r"layers\[2\] must have 3 inputs.*got 2",
        ),
        (
            [Dense(2, 3, rng=generator()), Layer],
            r"layers\[1\] must be an object, not a class, got Layer\. .*brackets, Layer\(\.\.\.\)",
        ),
        (
            [types.SimpleNamespace(forward=abs, backward=abs)],
            r"layers\[0\] must have the methods parameters, gradients, got .*Inherit from Layer",
        ),
    ],
)
def test_layers_that_do_not_fit_are_refused(layers: list, says: str) -> None:
    """A broken chain of sizes is found when the network is built."""
    with pytest.raises((TypeError, ValueError), match=f"MLP: {says}"):
        MLP(layers)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"sizes": 5}, "sizes must have an input and an output, got 5"),
        ({"sizes": [2]}, "sizes must have an input and an output"),
        ({"sizes": [2, 0, 1]}, "sizes must be a whole number of at least 1, got 0"),
        ({"sizes": [2, 1], "hidden": "rleu"}, "hidden must be one of.*Did you mean 'relu'"),
        ({"sizes": [2, 1], "output": "sofmax"}, "output must be one of.*Did you mean 'softmax'"),
        ({"sizes": [2, 1], "dropout": 1.5}, r"dropout must be in \[0, 1\]"),
    ],
)
def test_of_refuses_what_it_cannot_build(arguments: dict, says: str) -> None:
    """Wrong sizes, unknown names and impossible probabilities are named, even if unused."""
    with pytest.raises(ValueError, match=f"MLP.of: {says}"):
        MLP.of(**arguments, rng=generator())


def test_a_loss_of_ones_own_takes_part() -> None:
    """Any object with value and gradient serves as a loss, also behind an output activation."""

    class Sum:
        def value(self, prediction, target):
            return float(np.sum(prediction))

        def gradient(self, prediction, target):
            return np.ones_like(prediction)

    model = MLP.of([2, 1], output="sigmoid", rng=generator())
    X = np.array([[0.3, -0.2]])
    a = model.predict(X)[0, 0]
    assert backprop(model, X, [[0.0]], Sum())[1].tolist() == pytest.approx([a * (1 - a)])


def test_identity_layers_are_one_linear_layer() -> None:
    """Hidden identities add nothing: the network equals the product of its matrices."""
    model = MLP.of([3, 4, 2], hidden="identity", rng=generator())
    W1, _, W2, _ = model.parameters()
    X = generator(1).normal(size=(5, 3))
    np.testing.assert_allclose(model.predict(X), X @ (W1 @ W2), rtol=1e-12, atol=1e-14)
