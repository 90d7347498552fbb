"""Promises of the cases from which the test cells of the dropout notebook are made."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from exercises import _dropout, dropout_backward, dropout_forward, expected_noise

from course_lib import hints
from course_lib.dropout import Dropout

X = np.random.default_rng(0).normal(size=(20, 16))


def library(x: Any, p: float, training: bool, rng: np.random.Generator) -> Any:
    """The course's layer, called as the exercise asks."""
    layer = Dropout(p, rng=rng)
    a = layer.forward(x, training=training)
    return a, np.ones(x.shape) if layer.mask is None else layer.mask


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_the_librarys_layer_is_a_right_answer(p: float) -> None:
    """Forward and backward of the course's own layer pass for every rate."""
    rng = np.random.default_rng(1)
    masks = [dropout_forward.training_pass(library, X, p, rng) for _ in range(40)]
    dropout_forward.evaluation_pass(library, X, p, rng)
    if 0 < p < 1:
        dropout_forward.independent(masks)
        _dropout.share_dropped(masks, p)
    for training in (True, False):
        case = dropout_backward.dropout_backward.drawn(2, p=p, training=training)
        upstream, kept, *_ = case.arguments
        layer = Dropout(p, rng=rng)
        layer.forward(upstream)
        layer.mask = kept if training else None
        case.compare(layer.backward(upstream), rtol=1e-12)


@pytest.mark.parametrize("p", [0.2, 0.5, 0.75])
def test_the_moments_are_what_the_layer_shows(p: float) -> None:
    """Sums over all masks agree with 20,000 passes of the layer, within five standard errors."""
    case = expected_noise.dropout_noise.drawn(4, n=3, d=5, p=p)
    X, y, w, b, _ = case.arguments
    layer = Dropout(p, rng=np.random.default_rng(5))
    z = layer.forward(np.broadcast_to(X, (20_000, *X.shape)), training=True) @ w + b
    spread = np.sqrt(case.right["variance"] / 20_000)
    assert (abs(z.mean(axis=0) - case.right["mean"]) < 5 * spread).all()
    squares = (z - y) ** 2
    error = squares.mean(axis=1).std() / 20_000**0.5
    assert abs(squares.mean() - case.right["cost"]) < 5 * error


def test_one_input_by_hand() -> None:
    """w x = 2 at p = 0.5: z is b or b + 4, so the variance is 4, whatever b is."""
    case = expected_noise.dropout_noise.drawn(0, n=2, d=1, p=0.5)
    X, _, w, _, _ = case.arguments
    assert np.allclose(case.right["variance"], (X[:, 0] * w[0]) ** 2)


@pytest.mark.parametrize("text", ["same mask", "dropped together", "exactly as many", "every pass"])
def test_masks_that_are_not_drawn_one_by_one_are_named(text: str) -> None:
    """One coin for a unit, one for an example, a fixed number, one mask for ever."""
    rng = np.random.default_rng(6)
    make = {
        "same mask": lambda: np.broadcast_to(rng.random(16) < 0.5, (20, 16)),
        "dropped together": lambda: np.broadcast_to(rng.random((20, 1)) < 0.5, (20, 16)),
        "exactly as many": lambda: rng.permutation(320).reshape(20, 16) < 160,
        "every pass": lambda: np.random.default_rng(1).random((20, 16)) < 0.5,
    }[text]
    with pytest.raises(hints.HintError, match=text):
        dropout_forward.independent([make() for _ in range(40)])


def test_a_rate_that_does_not_follow_p_is_named() -> None:
    """A number in the place of p is right for that p, and named for each other one."""

    def fixed(x: Any, p: float, training: bool, rng: np.random.Generator) -> Any:
        return library(x, 0.2, training, rng)

    dropout_forward.training_pass(fixed, X, 0.2, np.random.default_rng(7))
    with pytest.raises(hints.HintError, match="a does not depend on p"):
        dropout_forward.training_pass(fixed, X, 0.5, np.random.default_rng(7))
    certain = dropout_forward.dropout_forward.example("p = 0")
    with pytest.raises(hints.HintError, match="some are dropped and others are not"):
        certain.compare(fixed(*certain.arguments))
