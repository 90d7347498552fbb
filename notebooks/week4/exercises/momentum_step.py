"""An update with momentum, step after step."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise


def _step(rng: np.random.Generator, n: int = 4) -> tuple[Any, ...]:
    """Draw w, v and a gradient; rate and momentum are unlike each other and unlike 1/2."""
    rate, momentum = rng.uniform(0.1, 0.25), rng.uniform(0.6, 0.9)
    return *rng.normal(size=(3, n)), float(rate), float(momentum)


_W, _G = np.array([0.5, -1.0]), np.array([2.0, 1.5])


@promise(
    draw=_step,
    without={"arguments unchanged": "an optimizer may move the weights in place"},
    examples={
        "matrices": (*np.random.default_rng(1).normal(size=(3, 4, 2)), 0.2, 0.7),
        "the first step, v = 0": (
            np.array([0.5, -1.0]),
            np.zeros(2),
            np.array([2.0, 1.5]),
            0.2,
            0.9,
        ),
        "no momentum": (
            np.array([0.5, -1.0]),
            np.array([0.1, 0.3]),
            np.array([2.0, 1.5]),
            0.2,
            0.0,
        ),
    },
)
def momentum_step(
    w: Array, v: Array, gradient: Array, learning_rate: float, momentum: float
) -> Case:
    """Return the case of one step: the definition; :func:`unrolled` checks it by another road."""
    kept, pushed = np.multiply(momentum, v), np.multiply(learning_rate, gradient)
    right = np.subtract(kept, pushed)
    return Case(
        "momentum_step",
        (w, v, gradient, learning_rate, momentum),
        {"w": np.add(w, right), "v": right},
        {
            "w": _wrong_w(w, v, gradient, learning_rate, momentum, right),
            "v": _wrong_v(v, gradient, learning_rate, momentum, right),
        },
    )


def unrolled(shape: tuple[int, ...], steps: int, seed: int) -> Case:
    """Return the case of the last of some steps, v as the unrolled sum.

    v_t = -rate sum_s momentum^(t-s) g_s knows nothing of a recursion.
    """
    rng, rate, momentum = np.random.default_rng(seed), 0.2, 0.7
    start, gradients = rng.normal(size=shape), rng.normal(size=(steps, *shape))
    sums = [
        -rate
        * np.tensordot([momentum ** (t - s) for s in range(t + 1)], gradients[: t + 1], axes=1)
        for t in range(steps)
    ]
    w, v = start + sum(sums[:-1]), sums[-2] if steps > 1 else np.zeros(shape)
    case = momentum_step(w, v, gradients[-1], rate, momentum)
    return Case(case.exercise, case.inputs, {"w": w + sums[-1], "v": sums[-1]}, case.mistakes)


def _wrong_w(
    w: Array, v: Array, g: Array, rate: float, momentum: float, right: Array
) -> dict[str, object]:
    kept = momentum * v
    old = "the old velocity was used. First v, then w with the new v."
    if not v.any():
        old = "w does not move. Was the old velocity added, or is the gradient multiplied by "
        old += "momentum?"
    return {
        "the step goes uphill. The gradient points to where the loss grows.": (w + kept + rate * g),
        old: w + v,
        "momentum is not used": w - rate * g,
        "it is an average. The gradient is multiplied by the learning rate alone.": (
            w + kept - (1 - momentum) * rate * g
        ),
        "it moves uphill: v is subtracted. Add the new v.": w - right,
        "the learning rate is not used": w + kept - g,
        "v is multiplied by the learning rate. v has it already; add v itself.": w + rate * right,
        "the old v is kept whole. Momentum multiplies it.": w + v - rate * g,
        "momentum multiplies w. It multiplies v.": w + momentum * w - rate * g,
        "momentum multiplies w too. It multiplies v alone.": momentum * w + right,
        "the learning rate multiplies the velocity too": w + rate * (kept - g),
        "the gradient is subtracted twice. The new v contains it already.": (
            w + kept - 2 * rate * g
        ),
        "this looks one step ahead, as Nesterov's momentum does. Add the new v.": (
            w + momentum * (kept - rate * g) - rate * g
        ),
        "learning rate and momentum are exchanged": w + rate * v - momentum * g,
        "v points uphill and is subtracted. By our convention v is added to w.": w
        - kept
        - rate * g,
        "momentum multiplies the gradient too": w + kept - momentum * rate * g,
    }


def _wrong_v(v: Array, g: Array, rate: float, momentum: float, right: Array) -> dict[str, object]:
    return {
        "the learning rate is not in v. v is the whole step.": momentum * v - g,
        "v must be the whole step: what is kept, minus the learning rate times the gradient": (
            momentum * v + g
        ),
        "v points uphill and is subtracted. By our convention v is added to w.": (
            momentum * v + rate * g
        ),
        "it points uphill. v is what is added to w.": -right,
        "this is the old v. Return the new one.": v,
        "the old v is kept whole. Momentum multiplies it.": v - rate * g,
        "this is the gradient's part alone. What is kept of the last step?": -rate * g,
    }
