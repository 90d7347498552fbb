"""Cases of the steps that shrink weights: soft threshold, elastic net and a network with both.

The right values come by another road than the one that is taught: by halving the interval in
which the slope of the small cost changes its sign.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import Mistakes
from course_lib.hints.memo import computed_once


def _shrunk(w: Array, l1: float, l2: float, step: float) -> Array:
    """Return argmin over v of (v - w)^2 / (2 step) + l1 |v| + l2 v^2, by bisection of its slope.

    The slope rises with v and jumps by 2 l1 at 0, so the interval closes around its zero.
    """
    low, high = -np.abs(w) - 1, np.abs(w) + 1
    for _ in range(64):  # 2^-64 of the interval is less than rounding
        v = (low + high) / 2
        rising = (v - w) / step + l1 * np.sign(v) + 2 * l2 * v > 0
        low, high = np.where(rising, low, v), np.where(rising, v, high)
    v = (low + high) / 2
    return np.where(np.abs(v) < 1e-12, 0.0, v)


def _cut(w: Array, t: float) -> Array:
    return _shrunk(w, t, 0.0, 1.0)


@computed_once
def soft_threshold(w: Any, t: float) -> Case:
    """Return the case of the soft threshold of w, of any shape, by t."""
    w = np.asarray(w, dtype=np.float64)
    wrong: dict[str, object] = {
        "this is a hard threshold. Those that stay must be shortened too.": w * (np.abs(w) > t),
        "the sign is lost": np.abs(_cut(w, t)),
        "small weights change their sign. They must stop at zero.": w - t * np.sign(w),
        "negative weights are cut off. Shrink from both sides.": np.maximum(w - t, 0),
        "all weights are moved to the left. Shrink towards zero.": w - t,
        "this is the part that is cut away. Return what is left.": w - _cut(w, t),
        "t is counted twice": _cut(w, 2 * t),
        "t is halved": _cut(w, t / 2),
        "nothing was shrunk": w,
        "small weights are sent back from zero. They must stop there.": (
            np.sign(w) * np.abs(np.abs(w) - t)
        ),
        "weights grow. Shrink towards zero.": w + t * np.sign(w),
        "weights below -t move away from zero. Shrink from both sides.": np.where(
            w < -t, w - t, _cut(w, t)
        ),
        "a weight was tested again after it had moved. Decide by the old w.": (
            _cut(w, t) * (np.abs(w) > 2 * t)
        ),
    }
    return Case(
        "soft_threshold", (w, t), {"soft_threshold": _cut(w, t)}, {"soft_threshold": wrong},
        hint="Shorten each weight by t, and stop at zero.",
    )  # fmt: skip


@computed_once
def elastic_net(w: Any, *, l1: float, l2: float, step: float) -> Case:
    """Return the case of a proximal step of both penalties."""
    w = np.asarray(w, dtype=np.float64)
    t, soft = step * l1, _shrunk(w, l1, 0.0, step)
    wrong: dict[str, object] = {
        "the order is exchanged. First the threshold, then the division.": (
            _cut(w / (1 + 2 * step * l2), t)
        ),
        "the 2 of the derivative of w^2 is missing": soft / (1 + step * l2),
        "the step is not in the threshold": _cut(w, l1) / (1 + 2 * step * l2),
        "the step is not in the division": soft / (1 + 2 * l2),
        "the step is not used": _cut(w, l1) / (1 + 2 * l2),
        "weights below 0 are treated like those above. The other side is the mirror image.": (
            (w - t) / (1 + 2 * step * l2)
        ),
        "negative weights are cut off. The other side is the mirror image.": np.maximum(
            (w - t) / (1 + 2 * step * l2), 0
        ),
        "small entries jump across 0. They must stop there.": (
            (w - t * np.where(w > 0, 1, -1)) / (1 + 2 * step * l2)
        ),
        "the whole denominator needs brackets": soft + 2 * step * l2,
        "L2 is in the threshold. It divides and cuts nothing off.": _cut(w, step * (l1 + l2)),
        "L2 is missing": soft,
        "L1 is missing": w / (1 + 2 * step * l2),
        "L2 is a plain gradient step. Its exact step is a division.": soft * (1 - 2 * step * l2),
        "these are plain gradient steps": w - step * (l1 * np.sign(w) + 2 * l2 * w),
        "l1 and l2 are exchanged": _shrunk(w, l2, l1, step),
        "it is multiplied where it must be divided": soft * (1 + 2 * step * l2),
        "the threshold is twice too large. The slope of |u| is 1.": (
            _shrunk(w, 2 * l1, 0.0, step) / (1 + 2 * step * l2)
        ),
        "the threshold is half of what it must be": (
            _shrunk(w, l1 / 2, 0.0, step) / (1 + 2 * step * l2)
        ),
        "the step divides where it must multiply": _cut(w, l1 / step) / (1 + 2 * l2 / step),
        "the penalty makes the weight larger. Which sign has l2 in the division?": (
            soft / (1 - 2 * step * l2) if 2 * step * l2 != 1 else np.nan
        ),
        "L2 is a threshold here. It divides and cuts nothing off.": _cut(w, step * (l1 + 2 * l2)),
        "this is a hard threshold. Those that stay must be shortened too.": (
            w * (np.abs(w) > t) / (1 + 2 * step * l2)
        ),
        "the threshold is divided too. Only what is left is divided.": (
            _cut(w, t / (1 + 2 * step * l2)) / (1 + 2 * step * l2)
        ),
    }
    inputs = (w, l1, l2, step)
    right = {"elastic_net_step": _shrunk(w, l1, l2, step)}
    hint = "Set the slope of the small cost to zero, once for v > 0 and once for v < 0."
    return Case("elastic_net_step", inputs, right, {"elastic_net_step": wrong}, hint=hint)


@computed_once
def network_step(
    sizes: tuple[int, ...], *, l1: float, l2: float, learning_rate: float, seed: int
) -> Case:
    """Return the case of one training step of a network with both penalties on its weights."""
    rng = np.random.default_rng(seed)
    shapes: list[tuple[int, ...]] = []
    for n_in, n_out in pairwise(sizes):
        shapes += [(n_in, n_out), (n_out,)]
    parameters = [rng.normal(scale=0.5, size=shape) for shape in shapes]
    gradients = [rng.normal(size=shape) for shape in shapes]
    right: dict[str, Any] = {}
    mistakes: dict[str, Mistakes] = {}
    for i, (p, g) in enumerate(zip(parameters, gradients, strict=True)):
        name = f"{'b' if p.ndim == 1 else 'W'}{i // 2 + 1}"
        plain, rate = p - learning_rate * g, learning_rate
        full = _shrunk(plain - rate * 2 * l2 * p, l1, 0.0, rate)
        right[name] = plain if p.ndim == 1 else full
        wrong: dict[str, object] = {
            "it did not move at all": p,
            "the step goes uphill": p + rate * g,
            "this is the gradient. Return the new parameters.": g,
        }
        if p.ndim == 1:
            wrong["the bias is penalised. Biases take the plain step."] = full
            wrong["the bias is penalised by L1. Biases take the plain step."] = _shrunk(
                plain, l1, 0.0, rate
            )
            wrong["the bias is penalised by L2. Biases take the plain step."] = (
                plain - rate * 2 * l2 * p
            )
        else:
            wrong |= _step_mistakes(p, plain, l1, l2, rate)
        mistakes[name] = wrong
    inputs = (parameters, gradients, l1, l2, learning_rate)
    return Case("network_step", inputs, right, mistakes)


def _step_mistakes(p: Array, plain: Array, l1: float, l2: float, rate: float) -> dict[str, object]:
    decayed = plain - rate * 2 * l2 * p
    twice = _cut(decayed - rate * l1 * np.sign(p), rate * l1)
    both = _cut(decayed, rate * (l1 + 2 * l2))
    up = 2 * p - plain - rate * 2 * l2 * p
    return {
        "the step goes uphill": _shrunk(up, l1, 0.0, rate),
        "the step goes uphill, with L2 too": _shrunk(2 * p - decayed, l1, 0.0, rate),
        "l1 and l2 are exchanged": _shrunk(plain - rate * 2 * l1 * p, l2, 0.0, rate),
        "L2 takes W after the step. Both slopes are those of the old W.": (
            _shrunk(plain - rate * 2 * l2 * plain, l1, 0.0, rate)
        ),
        "this is the gradient. Return the new parameters.": (p - plain) / rate + 2 * l2 * p,
        "no penalty acts on it": plain,
        "L1 is missing": decayed,
        "L2 is missing": _shrunk(plain, l1, 0.0, rate),
        "L2 pushes the weights outwards. Which sign has it in the step?": _shrunk(
            plain + rate * 2 * l2 * p, l1, 0.0, rate
        ),
        "this is a hard threshold. Those that stay must be shortened too.": (
            decayed * (np.abs(decayed) > rate * l1)
        ),
        "L2 is in the threshold too. Its slope in the step is enough.": (
            both if both.any() else np.full(p.shape, np.nan)
        ),
        "L1 acts twice, by its slope and by the threshold. The threshold is enough.": (
            twice if twice.any() else np.full(p.shape, np.nan)
        ),
        "L2 lost its factor 2": _shrunk(plain - rate * l2 * p, l1, 0.0, rate),
        "L2 misses the learning rate": _shrunk(plain - 2 * l2 * p, l1, 0.0, rate),
        "the threshold is l1. A step of length learning_rate shrinks by learning_rate * l1.": (
            _cut(decayed, l1)
        ),
        "L1 follows its slope. Shrink with the soft threshold, after the step.": (
            decayed - rate * l1 * np.sign(p)
        ),
        "the threshold comes before the step. Step first, then shrink.": (
            _shrunk(p, l1, 0.0, rate) + (plain - p) - rate * 2 * l2 * p
        ),
        "the threshold comes first, and L2 acts on its result. Step first, then shrink.": (
            _shrunk(p, l1, 0.0, rate) * (1 - rate * 2 * l2) + (plain - p)
        ),
        "L2 is the exact step here. The text asks for the slope 2 * l2 * W in the step.": (
            _shrunk(plain, l1, l2, rate)
        ),
    }
