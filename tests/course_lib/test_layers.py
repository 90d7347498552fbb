"""Layers against finite differences and sums done by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.activations import ACTIVATIONS, elu_with
from course_lib.chain import ways
from course_lib.dropout import Dropout
from course_lib.gradient_check import check_layer
from course_lib.layers import ActivationLayer, Dense, Layer, Maxout
from course_lib.losses import LOSSES
from course_lib.mlp import MLP
from course_lib.optimizers import SGD
from course_lib.training import train


def generator(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def some_layers() -> list[Layer]:
    return [
        Dense(3, 2, rng=generator()),
        Maxout(3, 2, pieces=2, rng=generator()),
        Maxout(3, 4, pieces=5, rng=generator()),
        *(ActivationLayer(name) for name in [*ACTIVATIONS, "identity"]),
        ActivationLayer(elu_with(0.5)),
    ]


@pytest.mark.parametrize("layer", some_layers(), ids=repr)
def test_backward_by_finite_differences(layer: Layer, finite_difference) -> None:
    """dL/dx and the gradient of every parameter agree with finite differences."""
    x, R = generator(1).normal(size=(5, 3)), generator(2).normal(size=(5, 4))
    for parameter in layer.parameters():
        parameter += generator(3).normal(size=parameter.shape)  # biases away from 0
    R = R[:, : layer.forward(x).shape[1]]

    def objective(_: np.ndarray, x: np.ndarray = x) -> float:
        return float(np.sum(layer.forward(x) * R))

    def by_parameter(parameter: np.ndarray):
        def function(values: np.ndarray) -> float:
            kept, parameter[...] = parameter.copy(), values
            result = objective(values)
            parameter[...] = kept
            return result

        return function

    layer.forward(x)
    got_x, got = layer.backward(R), layer.gradients()
    expected = finite_difference(lambda q: objective(q, q), x)
    np.testing.assert_allclose(got_x, expected, rtol=1e-8, atol=1e-9)
    for parameter, gradient in zip(layer.parameters(), got, strict=True):
        expected = finite_difference(by_parameter(parameter), parameter)
        np.testing.assert_allclose(gradient, expected, rtol=1e-8, atol=1e-9)


def test_dense_by_hand() -> None:
    """Two examples, two inputs, one unit: every number worked out on paper."""
    layer = Dense(2, 1, rng=generator())
    layer.W[:] = [[2.0], [-1.0]]
    layer.b[:] = [0.5]
    assert layer.forward([[1.0, 2.0], [3.0, 0.0]]).tolist() == [[0.5], [6.5]]
    assert layer.backward([[1.0], [-2.0]]).tolist() == [[2.0, -1.0], [-4.0, 2.0]]
    assert layer.dW.tolist() == [[1 - 6.0], [2.0]]
    assert layer.db.tolist() == [-1.0]


def test_maxout_by_hand() -> None:
    """max(x, 2x − 3) switches at x = 3; only the larger piece gets the gradient."""
    layer = Maxout(1, 1, pieces=2, rng=generator())
    layer.W[:] = [[[1.0]], [[2.0]]]
    layer.b[:] = [[0.0], [-3.0]]
    assert layer.forward([[1.0], [5.0]]).tolist() == [[1.0], [7.0]]
    assert layer.backward([[10.0], [100.0]]).tolist() == [[10.0], [200.0]]
    assert layer.dW.tolist() == [[[10.0]], [[500.0]]]
    assert layer.db.tolist() == [[10.0], [100.0]]


def test_maxout_contains_relu_and_absolute_value() -> None:
    """With one piece 0, maxout is ReLU; the first piece gets the gradient of a tie."""
    layer = Maxout(1, 1, pieces=2, rng=generator())
    layer.W[:] = [[[0.0]], [[1.0]]]
    x = np.array([[-2.0], [0.0], [3.0]])
    np.testing.assert_array_equal(layer.forward(x), np.maximum(0, x))
    np.testing.assert_array_equal(layer.backward(np.ones((3, 1))), [[0.0], [0.0], [1.0]])
    assert layer.db.tolist() == [[2.0], [1.0]]  # the tie at 0 went to the first piece


@pytest.mark.parametrize("layer", some_layers(), ids=repr)
def test_gradients_have_the_shapes_of_their_parameters(layer: Layer) -> None:
    """There is one gradient per parameter, in the same order and shape."""
    layer.backward(np.ones_like(layer.forward(np.ones((4, 3)))))
    shapes = [p.shape for p in layer.parameters()]
    assert [g.shape for g in layer.gradients()] == shapes


@pytest.mark.parametrize("layer", some_layers(), ids=repr)
def test_backward_needs_a_forward(layer: Layer) -> None:
    """backward and gradients before their time say what to call first."""
    kind = type(layer).__name__
    fresh = type(layer)(3, 2, rng=generator()) if layer.parameters() else ActivationLayer("relu")
    with pytest.raises(RuntimeError, match=f"{kind}.backward: call forward first"):
        fresh.backward(np.ones((1, 2)))
    if layer.parameters():
        fresh.forward(np.ones((1, 3)))
        with pytest.raises(RuntimeError, match=f"{kind}.gradients: call backward first"):
            fresh.gradients()


@pytest.mark.parametrize("kind", [Dense, Maxout])
def test_wrong_shapes_are_refused(kind: type) -> None:
    """A transposed, flat or too wide array is refused with the likely mistake."""
    layer = kind(3, 2, rng=generator())
    name = kind.__name__
    with pytest.raises(ValueError, match=rf"{name}.forward: x .*\(n, 3\), got \(3, 5\)\. Did you"):
        layer.forward(np.ones((3, 5)))
    with pytest.raises(ValueError, match=r"got \(3,\)\. Use x.reshape\(1, -1\) for one example"):
        layer.forward(np.ones(3))
    layer.forward(np.ones((4, 3)))
    with pytest.raises(ValueError, match=rf"{name}.backward: upstream .*\(4, 2\), got \(2, 4\)"):
        layer.backward(np.ones((2, 4)))
    with pytest.raises(ValueError, match=r"upstream must have shape \(4, 2\), got \(5, 2\)"):
        layer.backward(np.ones((5, 2)))


@pytest.mark.parametrize("layer", some_layers(), ids=repr)
def test_nan_is_refused(layer: Layer) -> None:
    """A NaN is refused at the layer where it enters."""
    with pytest.raises(ValueError, match=rf"{type(layer).__name__}.forward: x must be finite"):
        layer.forward([[1.0, np.nan, 1.0]])
    u = layer.forward([[1.0, 2.0, 3.0]]) * np.nan
    with pytest.raises(ValueError, match=rf"{type(layer).__name__}.backward: upstream must be f"):
        layer.backward(u)


@pytest.mark.parametrize("kind", [Dense, Maxout])
@pytest.mark.parametrize(
    ("sizes", "says"),
    [
        ((0, 2), "n_in must be a whole number"),
        ((2, -1), "n_out must be"),
        ((2.0, 1), "n_in must be"),
    ],
)
def test_sizes_must_be_counts(kind: type, sizes: tuple, says: str) -> None:
    """Sizes are whole numbers of at least 1."""
    with pytest.raises((TypeError, ValueError), match=f"{kind.__name__}: {says}"):
        kind(*sizes, rng=generator())


def test_a_seed_is_not_a_generator() -> None:
    """A seed in place of a Generator is refused with the line that makes one."""
    for kind in (Dense, Maxout):
        with pytest.raises(TypeError, match=r"rng must be.*Use np.random.default_rng\(3\)"):
            kind(2, 2, rng=3)


def test_maxout_needs_competition() -> None:
    """One piece has nothing to compete with; that layer is a Dense."""
    with pytest.raises(ValueError, match="Maxout: pieces must be a whole number of at least 2"):
        Maxout(2, 2, pieces=1, rng=generator())


def test_initializers_by_name_and_by_function() -> None:
    """Dense takes the name of an initializer or a function, and checks what it returns."""
    assert not Dense(2, 3, rng=generator(), initializer="zeros").W.any()
    ones = Dense(2, 3, rng=generator(), initializer=lambda n_in, n_out, rng: np.ones((n_in, n_out)))
    assert ones.W.tolist() == [[1.0] * 3] * 2
    with pytest.raises(ValueError, match=r"initializer must be one of he, glorot.*Did you mean"):
        Dense(2, 3, rng=generator(), initializer="glorrot")
    with pytest.raises(ValueError, match=r"W from the initializer must have shape \(2, 3\)"):
        Dense(2, 3, rng=generator(), initializer=lambda n_in, n_out, rng: np.ones((n_out, n_in)))


def test_an_unknown_activation_is_answered_with_the_known_ones() -> None:
    """A misspelt activation gets the list and a suggestion."""
    with pytest.raises(ValueError, match=r"ActivationLayer: activation.*Did you mean 'sigmoid'"):
        ActivationLayer("sigmiod")


def test_parameters_are_the_arrays_themselves() -> None:
    """Changing what parameters() returns changes the layer, as an optimizer needs it."""
    layer = Dense(2, 2, rng=generator())
    layer.parameters()[0][...] = 0.0
    assert layer.forward([[1.0, 2.0]]).tolist() == [[0.0, 0.0]]


def test_gradients_of_two_backwards_are_different_arrays() -> None:
    """A gradient that was kept is not overwritten by the next backward."""
    layer = Dense(2, 1, rng=generator())
    layer.forward([[1.0, 2.0]])
    layer.backward([[1.0]])
    first = layer.gradients()
    layer.backward([[10.0]])
    assert first[0].tolist() == [[1.0], [2.0]]
    assert layer.dW.tolist() == [[10.0], [20.0]]


@given(st.integers(1, 6), st.integers(1, 5), st.integers(1, 5), st.integers(0, 2**32))
def test_backward_is_the_adjoint_of_forward(n: int, n_in: int, n_out: int, seed: int) -> None:
    """Without bias, forward is linear and backward its adjoint: <u, xW> = <uWᵀ, x>."""
    rng = generator(seed)
    layer = Dense(n_in, n_out, rng=rng)
    x, u = rng.normal(size=(n, n_in)), rng.normal(size=(n, n_out))
    assert np.sum(u * layer.forward(x)) == pytest.approx(np.sum(layer.backward(u) * x), abs=1e-9)


def test_the_same_generator_state_gives_the_same_weights() -> None:
    """All randomness comes from rng: equal seeds give equal layers, and the next draw differs."""
    rng = generator(5)
    for kind in (Dense, Maxout):
        np.testing.assert_array_equal(
            kind(3, 2, rng=generator(5)).W, kind(3, 2, rng=generator(5)).W
        )
    assert (Dense(3, 2, rng=rng).W != Dense(3, 2, rng=rng).W).any()


def test_an_activation_layer_remembers_input_and_output() -> None:
    """After forward, z and a can be read, as the plots do."""
    layer = ActivationLayer("relu")
    layer.forward([[-1.0, 2.0]])
    assert layer.z.tolist() == [[-1.0, 2.0]]
    assert layer.a.tolist() == [[0.0, 2.0]]


def test_check_layer_finds_a_planted_bug() -> None:
    """A Dense that forgets to sum db over the batch is caught, and only db is blamed."""

    class Buggy(Dense):
        def backward(self, upstream):
            dx = super().backward(upstream)
            self.db = self.db / 5
            return dx

    x, rng = generator(1).normal(size=(5, 3)), generator(2)
    right = check_layer(Dense(3, 2, rng=generator()), x, rng=rng)
    wrong = check_layer(Buggy(3, 2, rng=generator()), x, rng=rng)
    assert [report.passed for report in right] == [True, True, True]
    assert [report.wrong for report in wrong] == [False, False, True]


def test_a_layer_owns_its_weights() -> None:
    """Weights handed over by a function are copied: training does not change the original."""
    W = np.ones((2, 2))
    layer = Dense(2, 2, rng=generator(), initializer=lambda n_in, n_out, rng: W)
    layer.W[:] = 5.0
    assert W.tolist() == [[1.0, 1.0], [1.0, 1.0]]


@pytest.mark.parametrize("activation", [3, np.tanh, None])
def test_an_activation_is_one_of_the_library(activation: object) -> None:
    """A function or a number is no activation: its derivative is not known."""
    with pytest.raises(TypeError, match="ActivationLayer: activation must be an activation or its"):
        ActivationLayer(activation)


class Counted(Dropout):
    """Dropout that counts its training passes, as a notebook of the course has it."""

    count = 0

    def forward(self, x, *, training=False):
        self.count += training
        return super().forward(x, training=training)


class Doubled(Dense):
    """A layer with another way back."""

    def backward(self, upstream):
        return super().backward(2 * upstream)


def test_an_own_forward_or_backward_is_what_training_calls() -> None:
    """A subclass, or an object with its own method, is never passed by for the fast way."""
    drop, dense = Counted(0.5, rng=generator()), Doubled(2, 1, rng=generator())
    seen = []
    plain = Dense(2, 2, rng=generator())
    plain.forward = lambda x, *, training=False: (
        seen.append(len(x)) or Dense.forward(plain, x, training=training)
    )
    model = MLP([plain, drop, dense])
    X, y = np.ones((6, 2)), np.ones((6, 1))
    train(
        model, X, y, loss=LOSSES["mse"], optimizer=SGD(0.1), epochs=2, batch_size=3, rng=generator()
    )
    assert drop.count == 4
    assert seen == [2, 3, 3, 3, 3]  # the first is the check of the data
    model.backward(np.ones((3, 1)))
    np.testing.assert_array_equal(dense.db, [6.0])


def test_the_fast_way_is_taken_by_the_librarys_layers() -> None:
    """Dense, Maxout, activations, dropout and networks go by apply and pull_back."""
    for layer in (
        Dense(2, 1, rng=generator()), Maxout(2, 1, rng=generator()), ActivationLayer("relu"),
        Dropout(0.5, rng=generator()), MLP.of([2, 1], rng=generator()),
    ):  # fmt: skip
        assert ways(layer)[:2] == (layer.apply, layer.pull_back)
    assert ways(Doubled(2, 1, rng=generator()))[1].__name__ == "backward"
