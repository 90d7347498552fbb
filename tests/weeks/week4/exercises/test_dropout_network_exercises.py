"""Promises of the cases that read the masks of a network off its output."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from exercises import _dropout, find_the_lie

from course_lib import hints
from course_lib.dropout import Dropout
from course_lib.layers import ActivationLayer, Dense
from course_lib.mlp import MLP


def network(
    X: Any, W1: Any, b1: Any, W2: Any, b2: Any, p: float, training: bool, rng: Any, **kind: Any
) -> Any:
    """The course's network with dropout on its hidden layer."""
    drop = kind.get("kind", Dropout)(p, rng=rng)
    layers = [Dense(*W1.shape, rng=rng), ActivationLayer("relu"), drop, Dense(*W2.shape, rng=rng)]
    model = MLP(layers)
    for parameter, value in zip(model.parameters(), (W1, b1, W2, b2), strict=True):
        parameter[...] = value
    return model.forward(X, training=training)


class Frozen(Dropout):
    """The lie: the same seed before every pass."""

    def forward(self, x: Any, *, training: bool = False) -> Any:
        self.rng = np.random.default_rng(1)
        return super().forward(x, training=training)


def test_masks_are_read_off_the_output_of_a_network() -> None:
    """What is read is what the layer dropped: fresh masks differ, frozen ones do not."""
    case = find_the_lie.HiddenDropout(150, 6, 0.25, seed=7)
    rng = np.random.default_rng(8)
    first, second = case.masks(network, rng), case.masks(network, rng)
    assert (first != second).any()
    _dropout.share_dropped([first, second], 0.25)
    case.predict(network, rng)
    frozen = [case.masks(lambda *a: network(*a, kind=Frozen), rng) for _ in range(2)]
    assert (frozen[0] == frozen[1]).all()
    drawn = np.random.default_rng(1).random((150, 6)) >= 0.25
    assert (frozen[0] == drawn).all()


def test_a_prediction_with_dropout_is_named() -> None:
    """training=True under the name of a prediction is noticed."""
    case = find_the_lie.HiddenDropout(12, 5, 0.4, seed=9)
    with pytest.raises(hints.HintError, match="dropped in prediction"):
        case.predict(lambda *a: network(*a[:6], True, a[7]), np.random.default_rng(10))


def test_the_relu_case_is_the_librarys_prediction() -> None:
    """Plain sums and the course's network agree, and some units are off."""
    case = find_the_lie.honest_forward.drawn(7)
    X, W1, b1, *_ = case.arguments
    assert (X @ W1 + b1 < 0).any()
    got = network(*case.arguments)
    case.compare(got, rtol=1e-12)
