"""Promises of the cases from which the test cells of the backpropagation notebook are made."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from exercises import (
    _networks,
    dense_backward,
    momentum_step,
    neuron_gradient,
    neuron_locals,
    numeric_gradient,
    planted_bug,
    train_symmetry,
    two_layer_backward,
)

from course_lib import hints
from course_lib.activations import ACTIVATIONS
from course_lib.datasets import make_symmetry
from course_lib.hints.cases import Case
from course_lib.hints.roads import complex_step
from course_lib.layers import Dense
from course_lib.losses import LOSSES
from course_lib.mlp import MLP
from course_lib.optimizers import SGD

NEURON: dict[str, Any] = {
    "w": np.array([1.0, -2.0, 0.5]), "b": -0.4, "x": np.array([0.3, 0.2, 2.2]), "y": 1.0
}  # fmt: skip
SYMMETRY = make_symmetry()

CASES = {
    "neuron_locals": neuron_locals.neuron_locals(**NEURON),
    "neuron_gradient": neuron_gradient.neuron_gradient(**NEURON),
    "numeric_gradient": numeric_gradient.numeric_gradient(**NEURON, h=0.8),
    "numeric, whole numbers": numeric_gradient.numeric_gradient(
        np.array([2, -1]), 0.5, np.array([0.4, 0.7]), 1.0, h=0.3
    ),
    "dense": dense_backward.dense_backward.drawn(1),
    "dense, square": dense_backward.dense_backward.drawn(3, n=5, d=5, k=5),
    "two layers": two_layer_backward.two_layer_backward.drawn(2, n=9, d=2, h=6, k=3),
    "planted bug": planted_bug.fixed_backward.drawn(1),
    "symmetry": train_symmetry.train_symmetry(
        SYMMETRY.X, SYMMETRY.targets, *train_symmetry.symmetry_start(6, 2, seed=2), 4, 0.1, 0.9
    ),
}


def network(case: hints.Case, **kinds: str) -> MLP:
    """Return course_lib's network with the weights of a case."""
    _, _, W1, b1, W2, b2 = case.inputs[:6]
    model = MLP.of([*W1.shape, W2.shape[1]], rng=np.random.default_rng(0), **kinds)
    for parameter, value in zip(model.parameters(), (W1, b1, W2, b2), strict=True):
        parameter[...] = value
    return model


def known(case: hints.Case, result: str) -> dict[str, Any]:
    """Return the values of a result's mistakes, also of those computed only when asked for."""
    return {text: w() if callable(w) else w for text, w in case.mistakes[result].items()}


def close(right: Mapping[str, Any], other: Any) -> bool:
    """Return whether all results of a case agree with another computation of them."""
    pairs = zip(right.values(), other, strict=True)
    return all(np.allclose(a, b, rtol=1e-9, atol=1e-12) for a, b in pairs)


def test_a_complex_step_is_exact() -> None:
    """The derivative of sin is cos to the last digits, where differences keep only half."""
    x = np.linspace(-2, 2, 9)
    assert np.abs(complex_step(lambda v: np.sin(v).sum(), x) - np.cos(x)).max() < 1e-15


def test_one_neuron_agrees_with_hand_computation() -> None:
    """z = 0.3 - 0.4 + 1.1 - 0.4 = 0.6; the rest is the slide's chain rule with numbers."""
    a = 1 / (1 + np.exp(-0.6))
    locals_ = (2 * (a - 1), a * (1 - a), NEURON["x"], 1.0)
    assert close(CASES["neuron_locals"].right, locals_)
    delta = locals_[0] * locals_[1]
    assert close(CASES["neuron_gradient"].right, (delta * np.array(NEURON["x"]), delta))


def test_centred_differences_of_a_small_step_agree_with_the_gradient() -> None:
    """With h = 1e-4 the numeric gradient is the gradient to 1e-7."""
    numeric = numeric_gradient.numeric_gradient(**NEURON, h=1e-4).right["numeric_gradient"]
    assert np.allclose(numeric, CASES["neuron_gradient"].right["dL_dw"], rtol=1e-7)


@pytest.mark.parametrize("name", ["dense", "dense, square"])
def test_dense_agrees_with_the_library(name: str) -> None:
    """course_lib's layer, tested on its own, gives the same three gradients."""
    upstream, X, W = CASES[name].inputs
    layer = Dense(*W.shape, rng=np.random.default_rng(0))
    layer.W[:] = W
    layer.forward(X)
    dX = layer.backward(upstream)
    assert close(CASES[name].right, (layer.dW, layer.db, dX))


@pytest.mark.parametrize(
    ("name", "loss", "output"),
    [("two layers", "mse", "identity"), ("planted bug", "binary_cross_entropy", "sigmoid")],
)
def test_networks_agree_with_the_library(name: str, loss: str, output: str) -> None:
    """course_lib's network, tested on its own, gives the same four gradients."""
    X, y = CASES[name].inputs[:2]
    model = network(CASES[name], hidden="tanh", output=output)
    model.backward(LOSSES[loss].gradient(model.forward(X), y))
    assert close(CASES[name].right, model.gradients())


def test_sweeps_agree_with_the_library() -> None:
    """course_lib's network and optimizer make the same sweeps."""
    case = CASES["symmetry"]
    X, y, *_, sweeps, rate, momentum = case.inputs
    model = network(case, hidden="sigmoid", output="sigmoid")
    sgd = SGD(rate, momentum=momentum)
    for _ in range(sweeps):
        model.backward(model.forward(X) - y)
        sgd.step(model.parameters(), model.gradients())
    assert close(case.right, model.parameters())


def test_steps_accept_the_librarys_momentum_and_refuse_nesterovs() -> None:
    """The unrolled sum is what course_lib's SGD does, and no other rule."""

    def plain(w: Any, v: Any, g: Any, rate: float, momentum: float) -> Any:
        v = momentum * v - rate * g
        return w + v, v

    def nesterov(w: Any, v: Any, g: Any, rate: float, momentum: float) -> Any:
        v = momentum * v - rate * g
        return w + momentum * v - rate * g, v

    case = momentum_step.unrolled((3, 2), steps=4, seed=0)
    case.compare(plain(*case.arguments))
    with pytest.raises(hints.HintError):
        case.compare(nesterov(*case.arguments))


@pytest.mark.parametrize("name", CASES)
def test_every_mistake_is_told_apart(name: str) -> None:
    """No mistake equals the right result, and no two of one result can be confused."""
    case = CASES[name]
    for result in case.mistakes:
        right = np.asarray(case.right[result], dtype=float)
        wrongs = {text: np.asarray(wrong) for text, wrong in known(case, result).items()}
        scale = np.abs(right).max()
        for text, wrong in wrongs.items():
            assert wrong.shape == right.shape, text
            assert np.abs(wrong - right).max() > 1e-5 * scale, text
        for (one, a), (two, b) in itertools.combinations(wrongs.items(), 2):
            assert np.abs(a - b).max() > 1e-5 * scale, (one, two)


@pytest.mark.parametrize("name", CASES)
def test_every_mistake_is_named_by_its_own_words(name: str) -> None:
    """An answer with one known mistake hears of that mistake."""
    case = CASES[name]
    for result in case.mistakes:
        for text, wrong in known(case, result).items():
            answer = {**case.right, result: wrong}
            whole = answer[result] if len(answer) == 1 else tuple(answer.values())
            with pytest.raises(hints.HintError) as caught:
                case.compare(whole, result, rtol=1e-6)
            assert text.partition(". ")[0].rstrip(".") in caught.value.reason


def test_exchanged_results_are_told_so() -> None:
    """Results in another order are named as such, not as wrong values."""
    case = CASES["dense"]
    dW, db, dX = case.right.values()
    with pytest.raises(hints.HintError, match=r"dW has the value of dX. The order is dW, db, dX"):
        case.compare((dX, db, dW), "dW")


def test_inputs_of_a_case_cannot_be_spoilt() -> None:
    """An answer that changes its arguments in place does not disturb the next part."""
    case = CASES["dense"]
    first = case.arguments
    first[1][:] = 0
    assert case.arguments[1].any()


def test_the_symmetry_check_knows_the_solution_of_1986() -> None:
    """Weights 1 : 2 : 4 with opposite signs pass; each broken property is named."""
    side = np.array([3.2, 12.8, 6.4])
    column = np.concatenate([side, -side[::-1]])
    W1 = np.stack([column, -column], axis=1)
    b1, W2, b2 = np.array([-2.0, -2.0]), np.array([[-16.0], [-16.0]]), np.array([8.0])
    ask = train_symmetry.require_symmetry_solved
    ask((W1, b1, W2, b2), SYMMETRY.X, SYMMETRY.targets)
    ask((W1.tolist(), b1, W2.ravel(), b2), SYMMETRY.X, SYMMETRY.targets)
    broken = 2 * W1
    broken[1, 0] -= 2.7  # more than a tenth of 25.6, and still solved
    for wrong, said in (
        ((W1, b1, -W2, b2), "not solved"),
        ((W1[:, :1], b1, W2, b2), "shapes"),
        ((broken, b1, W2, b2), "antisymmetric"),
        ((W1 * [[0.9], [1.2], [1], [1], [1.2], [0.9]], b1, W2, b2), "1 : 2 : 4"),
    ):
        with pytest.raises(hints.HintError, match=said):
            ask(wrong, SYMMETRY.X, SYMMETRY.targets)


def test_sigmoids_agree() -> None:
    """The cases' sigmoid is the library's."""
    z = np.linspace(-5, 5, 11)
    assert np.allclose(_networks.sigmoid(z), ACTIVATIONS["sigmoid"](z))


@pytest.mark.parametrize("stub", [None, ...])
def test_a_stub_is_named_by_the_students_function(stub: object) -> None:
    """An exercise with one result says which function is not done yet, not which result."""
    with pytest.raises(hints.NotDoneError, match="half is not done yet"):
        Case("half", (3.0,), {"h": 1.5}).compare(stub)
