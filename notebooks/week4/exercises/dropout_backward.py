"""Dropout, backward: the mask of the forward pass is used again."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.memo import computed_once
from course_lib.hints.roads import complex_step


@computed_once
def backward(shape: tuple[int, ...], p: float, *, training: bool, seed: int) -> Case:
    """Return the case of a backward pass through a given mask."""
    rng = np.random.default_rng(seed)
    upstream, x = rng.normal(size=shape), rng.normal(size=shape)
    kept = rng.random(shape) >= p if training else np.ones(shape, dtype=np.bool_)
    if training and 0 < p < 1:
        kept.flat[:2] = True, False  # both fates occur, whatever the seed

    def loss(x: Any) -> Any:
        if not training:
            return (upstream * x).sum()
        return (upstream * np.where(kept, x, 0.0) / (1 - p)).sum() if p < 1 else 0.0 * x.sum()

    mistakes: dict[str, object] = {}
    if training and 0 < p < 1:
        mistakes = {
            "the gradient goes through as if nothing was dropped": upstream,
            "it is scaled, but the mask is missing": upstream / (1 - p),
            "the scale is missing. In the forward pass x is also divided.": upstream * kept,
            "the wrong ones are dropped. True means kept.": upstream * ~kept / (1 - p),
            "divided by p. p is the probability of dropping.": upstream * kept / p,
            "it is scaled twice": upstream * kept / (1 - p) ** 2,
            "multiplied by 1 - p. The forward pass divides.": upstream * kept * (1 - p),
            "upstream is not used": kept / (1 - p),
            "what was dropped lets its gradient through": np.where(
                kept, upstream / (1 - p), upstream
            ),
            "the scale is the share of this mask. In the forward pass it was 1 / (1 - p).": (
                upstream * kept / kept.mean()
            ),
        }
    elif p < 1:
        mistakes = {
            "it is scaled with training=False. The forward pass did nothing.": upstream / (1 - p),
            "it is multiplied by 1 - p with training=False": upstream * (1 - p),
            "nothing goes back with training=False. The forward pass let everything through.": (
                np.zeros(shape)
            ),
        }
    else:
        mistakes = {"the gradient goes through as if nothing was dropped": upstream}
    inputs = (upstream, kept, p, training)
    hint = "Use the mask that is passed in: it is the one of the forward pass."
    right = {"dx": complex_step(loss, x)}
    return Case("dropout_backward", inputs, right, {"dx": mistakes}, hint=hint)
