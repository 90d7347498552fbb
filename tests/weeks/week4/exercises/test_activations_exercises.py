"""Promises of the cases from which the test cells of the activations notebook are made."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from exercises import leaky_relu_and_elu, maxout, stable_sigmoid
from exercises.output_layer import LOSSES, Task

from course_lib import hints
from course_lib.activations import ACTIVATIONS, IDENTITY, elu_with, leaky_relu_with
from course_lib.layers import Maxout

PLACES = [-3.0, -0.4, 0.6, 2.0]
FAR = [-1e4, -800.0, -30.0, 0.0, 30.0, 800.0, 1e4]
UPSTREAM = np.array([0.5, -1.5, 2.5, 0.7, -0.3, 1.2, -2.0, 0.9])
PIECES = maxout.pieces(np.random.default_rng(1))

CASES = {
    "sigmoid": stable_sigmoid.stable_sigmoid([-3.0, -0.5, 0.0, 0.7, 2.0]),
    "leaky": leaky_relu_and_elu.leaky_relu([*PLACES, 0.0], 0.3),
    "elu": leaky_relu_and_elu.elu([*PLACES, 0.0], 0.6),
    "maxout": maxout.maxout(*PIECES),
    "maxout backward": maxout.maxout_backward(UPSTREAM, *PIECES),
}
INF = float("inf")
RANGES = {"identity": IDENTITY.output_range} | {
    name: ACTIVATIONS[name].output_range for name in ("sigmoid", "tanh", "relu", "softmax")
}
TASKS = {
    "any number": (Task("t", low=-INF, high=INF), {("identity", "mse")}),
    "never negative": (Task("t", low=0, high=INF), {("relu", "mse")}),
    "between -1 and 1": (Task("t", low=-1, high=1), {("tanh", "mse")}),
    "yes or no": (Task("t", classes=True), {("sigmoid", "binary_cross_entropy")}),
    "several at once": (
        Task("t", classes=True, outputs=3),
        {("sigmoid", "binary_cross_entropy")},
    ),
    "one of three": (
        Task("t", classes=True, outputs=3, one_of=True),
        {("softmax", "cross_entropy")},
    ),
}


@pytest.mark.parametrize("places", [PLACES, FAR, [[0.1, -0.2], [3.0, -4.0]], -0.3])
def test_right_values_are_the_librarys(places: Any) -> None:
    """Decimal arithmetic and the library's array formulas agree, near and far out."""
    pairs: list[tuple[hints.Case, Any]] = [
        (stable_sigmoid.stable_sigmoid(places), ACTIVATIONS["sigmoid"]),
        (leaky_relu_and_elu.leaky_relu(places, 0.1), leaky_relu_with(0.1)),
        (leaky_relu_and_elu.elu(places, 0.7), elu_with(0.7)),
    ]
    for case, library in pairs:
        case.compare((library(places), library.derivative(places)), rtol=1e-12)


@pytest.mark.parametrize(("n", "d"), [(8, 3), (12, 1), (5, 5)])
def test_maxout_is_the_librarys_layer(n: int, d: int) -> None:
    """The case of plain sums and a complex step agrees with the layer's two passes."""
    X, w1, b1, w2, b2 = pieces = maxout.pieces(np.random.default_rng(n), n, d)
    upstream = np.linspace(-1, 2, n)
    layer = Maxout(d, 1, pieces=2, rng=np.random.default_rng(0))
    layer.W[:], layer.b[:] = np.stack([w1, w2])[:, :, None], [[b1], [b2]]
    maxout.maxout(*pieces).compare(layer.forward(X)[:, 0], rtol=1e-12)
    layer.backward(upstream[:, None])
    dW, db = layer.gradients()
    case = maxout.maxout_backward(upstream, *pieces)
    case.compare((dW[0, :, 0], db[0, 0], dW[1, :, 0], db[1, 0]), rtol=1e-12)


def test_each_piece_of_maxout_wins_somewhere() -> None:
    """An answer that forgets one of the pieces cannot pass by luck."""
    for n, d, seed in itertools.product((5, 12), (1, 4), range(5)):
        X, w1, b1, w2, b2 = maxout.pieces(np.random.default_rng(seed), n, d)
        won = X @ w1 + b1 > X @ w2 + b2
        assert won.any()
        assert not won.all()


def test_a_tie_goes_to_the_first_piece() -> None:
    """By hand: with equal pieces all of the gradient is the first one's."""
    X = np.array([[1.0, 1.0], [-2.0, -2.0]])
    tied = (X, np.array([1.0, 0.0]), 0.5, np.array([0.0, 1.0]), 0.5)
    case = maxout.maxout_backward(np.array([1.0, 3.0]), *tied)
    case.compare(([-5.0, -5.0], 4.0, [0.0, 0.0], 0.0))


@pytest.mark.parametrize("label", CASES)
def test_each_mistake_is_wrong_and_gets_its_own_name(label: str) -> None:
    """No named mistake equals the right result, and each is reported by its own text."""
    case = CASES[label]
    for name, mistakes in case.mistakes.items():
        for text, wrong in mistakes.items():
            if np.allclose(np.asarray(wrong), case.right[name]) and "tie" in text:
                continue  # without ties there is nothing to get wrong
            answer = [wrong if key == name else value for key, value in case.right.items()]
            with pytest.raises(hints.HintError) as error:
                case.compare(answer[0] if len(answer) == 1 else answer, name)
            named = text.partition(". ")[0].rstrip(".") in error.value.reason
            assert named or "has the value of" in error.value.reason, error.value.reason


@pytest.mark.parametrize("label", TASKS)
def test_exactly_the_right_pairs_pass(label: str) -> None:
    """Of all activations with all losses, a task accepts those of the lecture and no other."""
    task, right = TASKS[label]
    for pair in itertools.product(RANGES, LOSSES):
        if pair in right:
            task.check({"t": pair}, RANGES)
            continue
        with pytest.raises(hints.HintError, match=r"^t: "):
            task.check({"t": pair}, RANGES)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (None, "output_layers is not done yet"),
        ({"t": None}, "t is not done yet"),
        ([("sigmoid", "mse")], "must be a dictionary"),
        ({}, "no entry 't'"),
        ({"t": ("Sigmoid ", "bce")}, "the loss of t must be one of"),
        ({"t": (1, "mse")}, "the activation of t must be"),
    ],
)
def test_what_is_no_choice_is_told_apart(answers: object, said: str) -> None:
    """An undone, misspelt or misshapen answer gets its own message."""
    with pytest.raises(hints.HintError, match=said):
        Task("t", classes=True).check(answers, RANGES)
