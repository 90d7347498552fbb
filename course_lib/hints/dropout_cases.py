"""Cases of the exercises on dropout.

The right values do not repeat the formulas of the lecture: the moments are sums over all 2^d
masks, and the gradient is a complex step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.hints.cases import Array, Case, complex_step
from course_lib.hints.comparison import compare, unpack
from course_lib.hints.errors import HintError, require
from course_lib.hints.memo import computed_once
from course_lib.hints.randomness import share

Mask = NDArray[np.bool_]
Function = Callable[..., Any]


def training_pass(function: Function, x: Any, p: float, rng: np.random.Generator) -> Mask:
    """Do one training pass of ``dropout_forward`` and return its mask, if the output fits it."""
    x = np.asarray(x, dtype=np.float64)
    a, kept = unpack(function(x.copy(), p, True, rng), "a", "kept", name="dropout_forward")
    mask = _mask(kept, x.shape, p)
    survivors = np.where(mask, x, 0.0)
    keep = 1.0 - p
    mistakes: dict[str, object] = {}
    if 0 < p < 1:
        mistakes = {
            "nothing is dropped": x,
            "everything is scaled and nothing is dropped": x / keep,
            "the survivors are not scaled. Divide them by the probability of keeping.": survivors,
            "the survivors are scaled by 1/p. p is the probability of dropping.": survivors / p,
            "the survivors are scaled by the share of this mask. Use p.": (
                survivors / max(mask.mean(), 1e-9)
            ),
            "the survivors are multiplied by 1 - p. The mean would shrink twice.": survivors * keep,
            "kept is the other way round. True marks what survives in a.": (x - survivors) / keep,
        }
    elif p == 1:
        mistakes = {"nothing is dropped": x}
    hint = "Are a and kept made from the same draw?"
    compare(a, survivors / keep if p < 1 else survivors, name="a", mistakes=mistakes, hint=hint)
    return mask


def _mask(kept: object, shape: tuple[int, ...], p: float) -> Mask:
    try:
        array = np.asarray(kept, dtype=np.float64)
    except (TypeError, ValueError):
        raise HintError("kept must be an array of True and False.") from None
    if array.shape != shape:
        raise HintError(
            f"kept has the shape {array.shape}, x has {shape}.",
            "Every entry of x, so every unit of every example, has a fate of its own.",
        )
    if np.isin(array, (0, 1)).all():
        return array.astype(np.bool_)
    if 0 < p < 1 and np.allclose(array[array != 0], 1 / (1 - p)):
        raise HintError(
            "kept holds the scale too.", "It says only who survives; the factor belongs to a."
        )
    hint = "The order is a, kept." if np.asarray(kept).dtype.kind == "f" else ""
    raise HintError("kept must be an array of True and False.", hint)


def evaluation_pass(function: Function, x: Any, p: float, rng: np.random.Generator) -> None:
    """Pass if ``dropout_forward`` leaves x alone and keeps everything with training=False."""
    x = np.asarray(x, dtype=np.float64)
    a, kept = unpack(function(x.copy(), p, False, rng), "a", "kept", name="dropout_forward")
    require(kept is not None, "kept is None with training=False.", "Then all are kept: True.")
    require(
        np.asarray(a).dtype.kind != "b", "a is made of True and False.", "The order is a, kept."
    )
    lost = np.shape(a) == x.shape and bool(np.any((np.asarray(a) == 0) & (x != 0)))
    require(not lost, "units are dropped with training=False too.", "Prediction drops nothing.")
    keep = 1 - p
    mistakes = {
        "it is scaled by 1/(1 - p) with training=False too. Only survivors need it.": lambda: (
            x / keep
        ),
        "it is multiplied by 1 - p. The scale of the training pass has done that.": x * keep,
    }
    compare(a, x, name="a", mistakes=mistakes)
    hint = "With training=False nothing is dropped: everything is kept."
    compare(kept, np.ones(x.shape), name="kept", hint=hint)


def independent(masks: Sequence[Mask]) -> None:
    """Pass unless several masks (n, h) show that entries are not drawn one by one.

    A right answer fails with a probability below 1e-6 if there are 40 masks of 20 by 16.
    """
    every = np.array(masks)  # (passes, n, h)
    require((every != every[0]).any(), "the mask is the same in every pass.", "Set no seed.")
    _not_shared(every)
    counts = every.sum(axis=(1, 2))
    require(
        (counts != counts[0]).any(),
        "exactly as many entries are dropped in every pass.",
        "p is a probability, not a share: each entry has its own chance.",
    )


def _not_shared(masks: Mask) -> None:
    """Pass unless the masks (..., n, h) are the same for all examples, or for all units."""
    require(
        (masks != masks[..., :1, :]).any(),
        "all examples have the same mask.",
        "Draw one random number for every entry of x, not one for every unit.",
    )
    require(
        (masks != masks[..., :1]).any(),
        "all units of an example are dropped together.",
        "Draw one random number for every entry of x, not one for every example.",
    )


def share_dropped(masks: Any, p: float) -> None:
    """Pass if the share of dropped entries in masks (..., n, h), or (h,), fits p."""
    array = np.asarray(masks, dtype=np.bool_)
    if array.ndim > 1:  # entries that share a coin would only look like a wrong share
        _not_shared(array)
    hint = "Is a uniform number between 0 and 1 compared with p, once for each entry?"
    share(float(1 - array.mean()), p, array.size, name="the share of dropped entries", hint=hint)


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


@computed_once
def noise(n: int, d: int, p: float, *, seed: int) -> Case:
    """Return the case of a linear unit behind dropout; p is below 1.

    The right values are weighted sums over all 2^d masks, so they know no formula for a variance.
    """
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, d)), rng.normal(size=n)
    w, b = rng.normal(size=d), float(rng.normal()) + 1.5
    masks = np.array(list(product((0.0, 1.0), repeat=d)))  # (2^d, d)
    chance = np.prod(np.where(masks == 1, 1 - p, p), axis=1)  # (2^d,)
    outputs = (masks[:, None, :] * X / (1 - p)) @ w + b  # (2^d, n)
    mean = chance @ outputs
    right = {
        "mean": mean,
        "variance": chance @ (outputs - mean) ** 2,
        "cost": float((chance @ (outputs - y) ** 2).mean()),
    }
    mistakes = _noise_mistakes(X, y, w, b, p) if p > 0 else {}
    hint = "" if p > 0 else "With p = 0 nothing is random."
    return Case("dropout_noise", (X, y, w, b, p), right, mistakes, n=n, hint=hint)


def _noise_mistakes(X: Array, y: Array, w: Array, b: float, p: float) -> dict[str, Any]:
    clean, squares, ratio = X @ w, X**2 @ w**2, p / (1 - p)
    error, variance = ((clean + b - y) ** 2).mean(), ratio * squares
    text = "this is the variance of a mask of 0 and 1. Dividing by 1 - p makes it larger."
    wrong: dict[str, dict[str, Any]] = {
        "mean": {
            "the sum is multiplied by 1 - p. Inverted scaling undoes that.": (1 - p) * clean + b,
            "the bias is missing": clean,
            "the bias is scaled. Only x passes through dropout.": (1 - p) * (clean + b),
            "it is divided by 1 - p. The dropped entries undo that.": clean / (1 - p) + b,
        },
        "variance": {
            "this is (1 - p)/p. p is the probability of dropping.": squares / ratio,
            text: p * (1 - p) * squares,
            "this is a mean square. Subtract the square of the mean.": squares / (1 - p),
            "the scale 1/(1 - p) is not in it": p * squares,
            "this is the standard deviation": np.sqrt(variance),
            "it is divided by 1 - p once too often": variance / (1 - p),
            "p/(1 - p) is squared. It is the variance of a scaled coin already.": ratio * variance,
            "this is the variance over the examples. It is asked over the masks, for each.": (
                np.full(len(X), (clean + b).var())
            ),
            "the sum is squared. The entries are independent: their variances add.": ratio
            * clean**2,
            "w is not squared": ratio * (X**2 @ w),
            "x is not squared": ratio * (X @ w**2),
            "the bias is in it. A constant has no variance.": variance + ratio * b**2,
        },
        "cost": {
            "the noise is missing. Only the mean of the output is unchanged.": error,
            "this is the noise alone": variance.mean(),
            "the variances are summed, and the squares averaged": error + variance.sum(),
            "this is dropout without the scale 1/(1 - p)": (
                ((1 - p) * clean + b - y) ** 2 + p * (1 - p) * squares
            ).mean(),
            "the variance is squared. It is a mean square already.": error + (variance**2).mean(),
            "the noise lowers the cost": error - variance.mean(),
            "the standard deviation is added, not the variance": error + np.sqrt(variance).mean(),
        },
    }
    for text, value in wrong["variance"].items():
        wrong["cost"][f"the variance in it is wrong: {text}"] = error + value.mean()
    for text, value in wrong["mean"].items():
        cost = ((value - y) ** 2 + variance).mean()
        wrong["cost"][f"the mean in it is wrong: {text}"] = cost
    return wrong
