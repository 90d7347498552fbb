"""Dropout, backward: the mask of the forward pass is used again."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise
from course_lib.hints.roads import complex_step

from ._dropout import Mask


def _pass(
    rng: np.random.Generator, n: int = 4, h: int = 5, p: float = np.nan, training: bool = True
) -> tuple[Any, ...]:
    """Draw upstream (n, h) and the mask of a forward pass; both fates occur if there is room."""
    p = float(rng.uniform(0.15, 0.45)) if np.isnan(p) else p
    upstream, kept = rng.normal(size=(n, h)), rng.random((n, h)) >= p
    if not training:
        kept = np.ones((n, h), dtype=np.bool_)
    elif 0 < p < 1 and kept.size > 1:
        kept.flat[:2] = True, False
    return upstream, kept, p, training


@promise(
    draw=_pass,
    whole=("upstream",),
    examples={
        "prediction": _pass(np.random.default_rng(1), p=0.3, training=False),
        "p = 1": _pass(np.random.default_rng(2), p=1.0),
        "p = 0": _pass(np.random.default_rng(3), p=0.0),
        "a vector": (np.array([0.5, -2.0, 1.5]), np.array([True, False, True]), 0.75, True),
    },
)
def dropout_backward(upstream: Array, kept: Mask, p: float, training: bool) -> Case:
    """Return the case of a backward pass through a given mask, by complex steps through it."""

    def loss(x: Any) -> Any:
        if not training:
            return (upstream * x).sum()
        return (upstream * np.where(kept, x, 0.0) / (1 - p)).sum() if p < 1 else 0.0 * x.sum()

    right = {"dx": complex_step(loss, np.ones_like(upstream, dtype=np.float64))}
    mistakes = _in_training(upstream, kept, p) if training else _in_prediction(upstream, p)
    hint = "Use the mask that is passed in: it is the one of the forward pass."
    inputs = (upstream, kept, p, training)
    return Case("dropout_backward", inputs, right, {"dx": mistakes}, hint=hint)


def _in_training(upstream: Array, kept: Mask, p: float) -> dict[str, object]:
    passed: dict[str, object] = {"the gradient goes through as if nothing was dropped": upstream}
    if not 0 < p < 1:
        return passed if p else {}
    return passed | {
        "it is scaled, but the mask is missing": upstream / (1 - p),
        "the scale is missing. In the forward pass x is also divided.": upstream * kept,
        "the wrong ones are dropped. True means kept.": upstream * ~kept / (1 - p),
        "the wrong ones are dropped, and the scale is missing. True means kept.": upstream * ~kept,
        "divided by p. p is the probability of dropping.": upstream * kept / p,
        "multiplied by p. The forward pass divides by 1 - p.": upstream * kept * p,
        "it is scaled twice": upstream * kept / (1 - p) ** 2,
        "multiplied by 1 - p. The forward pass divides.": upstream * kept * (1 - p),
        "upstream is not used": kept / (1 - p),
        "what was dropped lets its gradient through": np.where(kept, upstream / (1 - p), upstream),
        "the scale is the share of this mask. In the forward pass it was 1 / (1 - p).": (
            upstream * kept / max(kept.mean(), 1e-9)
        ),
    }


def _in_prediction(upstream: Array, p: float) -> dict[str, object]:
    return {
        "it is scaled with training=False. The forward pass did nothing.": (
            upstream / (1 - p) if p < 1 else np.nan
        ),
        "it is multiplied by 1 - p with training=False": upstream * (1 - p),
        "nothing goes back with training=False. The forward pass let everything through.": (
            np.zeros_like(upstream)
        ),
    }


TRAINS = {
    "training=False | prediction": ["dropout_output:2", "buggy_dropout:3"],
    "scale | divided | multiplied": ["derive_scaling", "prints_dropout"],
    "": ["prints_dropout", "buggy_dropout"],
}
