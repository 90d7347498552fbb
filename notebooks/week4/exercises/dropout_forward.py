"""Dropout, forward: what is dropped, how often, and what it is scaled by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import Mistakes, compare, unpack
from course_lib.hints.errors import HintError, require
from course_lib.hints.family import Known
from course_lib.hints.promise import promise
from course_lib.hints.randomness import equal

from ._dropout import Function, Mask, not_shared, share_dropped

__all__ = ["dropout_forward", "evaluation_pass", "independent", "share_dropped", "training_pass"]


def _batch(
    rng: np.random.Generator, n: int = 4, h: int = 5, p: float = 0.4, training: bool = True
) -> tuple[Any, ...]:
    return rng.normal(size=(n, h)), p, training, np.random.default_rng(rng.integers(1000))


@promise(
    draw=_batch,
    whole=("x",),
    forbid=("torch.nn.functional.dropout",),
    examples={
        "p = 0": _batch(np.random.default_rng(1), p=0.0),
        "p = 1": _batch(np.random.default_rng(2), p=1.0),
        "a vector in prediction": (np.array([0.5, -2.0]), 0.3, False, np.random.default_rng(3)),
        "one example with p = 0": _batch(np.random.default_rng(4), n=1, p=0.0),
    },
)
def dropout_forward(x: Array, p: float, training: bool, rng: np.random.Generator) -> Case:
    """Return the case of a pass; it has right values where nothing is left to chance."""
    keeps = not training or p == 0
    certain = {"a": x if keeps else 0.0 * x, "kept": np.full(np.shape(x), keeps)}
    mistakes = {"a": _with_a_rate(x)} if training else {}
    right = certain if keeps or p == 1 else {}
    return Case("dropout_forward", (x, p, training, rng), right, mistakes)


def _with_a_rate(x: Array) -> Mistakes:
    """Return what a fixed rate gives where all is certain: some of x, and all of that scaled."""

    def looks(a: Array) -> bool:
        if a.shape != x.shape or not a.any() or not x.all():
            return False
        scales = (a / x)[a != 0]
        return bool((a == 0).any() and np.allclose(scales, scales[0]))

    return {"some are dropped and others are not. Does a number stand where p belongs?": (
        Known(looks)
    )}  # fmt: skip


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
    try:
        compare(a, survivors / keep if p < 1 else survivors, name="a", mistakes=mistakes, hint=hint)
    except HintError:
        if not mask.all():
            _require_p(function, x)  # if that is why, it says more than any factor
        raise
    return mask


def _require_p(function: Function, x: Array) -> None:
    """Lose the part if two rates give the same with the same coins."""
    low, high = (function(x.copy(), p, True, np.random.default_rng(0)) for p in (0.3, 0.7))
    same = equal(low, high)
    require(not same, "a does not depend on p.", "Does a number stand where p belongs?")


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
    not_shared(every)
    counts = every.sum(axis=(1, 2))
    require(
        (counts != counts[0]).any(),
        "exactly as many entries are dropped in every pass.",
        "p is a probability, not a share: each entry has its own chance.",
    )
