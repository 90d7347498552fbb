"""An update with momentum, step after step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.hints.cases import Array
from course_lib.hints.comparison import compare, unpack


class Steps:
    """Several steps of momentum, each with a gradient of its own."""

    def __init__(self, shape: tuple[int, ...], rate: float, momentum: float, *, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.shape, self.rate, self.momentum = shape, rate, momentum

    def compare(self, function: Callable[..., Any], steps: int) -> None:
        """Take the steps with ``function`` and compare w and v after each.

        The right v is the unrolled sum, v_t = -rate sum_s momentum^(t-s) g_s.
        """
        w, v = self.rng.normal(size=self.shape), np.zeros(self.shape)
        gradients: list[Array] = []
        for step in range(1, steps + 1):
            g = self.rng.normal(size=self.shape)
            gradients.append(g)
            powers = [self.momentum ** (step - 1 - s) for s in range(step)]
            right = -self.rate * np.tensordot(powers, gradients, axes=1)
            got = function(w.copy(), v.copy(), g.copy(), self.rate, self.momentum)
            new_w, new_v = unpack(got, "w", "v", name="momentum_step")
            compare(new_w, w + right, name=f"w after step {step}", mistakes=self._w(w, v, g, right))
            compare(new_v, right, name=f"v after step {step}", mistakes=self._v(v, g, right))
            w, v = w + right, right

    def _w(self, w: Array, v: Array, g: Array, right: Array) -> dict[str, object]:
        kept, rate = self.momentum * v, self.rate
        old = "the old velocity was used. First v, then w with the new v."
        if not v.any():
            old = "w does not move. Was the old velocity added, or is the gradient multiplied by "
            old += "momentum?"
        return {
            "the step goes uphill. The gradient points to where the loss grows.": (
                w + kept + rate * g
            ),
            "w and v are exchanged. Return w first.": right,
            old: w + v,
            "momentum is not used": w - rate * g,
            "it is an average. The gradient is multiplied by the learning rate alone.": (
                w + kept - (1 - self.momentum) * rate * g
            ),
            "the learning rate is not used": w + kept - g,
            "v is multiplied by the learning rate. v has it already; add v itself.": w
            + rate * right,
            "the old v is kept whole. Momentum multiplies it.": w + v - rate * g,
            "momentum multiplies w. It multiplies v.": w + self.momentum * w - rate * g,
            "the learning rate multiplies the velocity too": w + rate * (kept - g),
            "the gradient is subtracted twice. The new v contains it already.": (
                w + kept - 2 * rate * g
            ),
            "this looks one step ahead, as Nesterov's momentum does. Add the new v.": (
                w + self.momentum * (kept - rate * g) - rate * g
            ),
            "learning rate and momentum are exchanged": w + rate * v - self.momentum * g,
            "momentum multiplies the gradient too": w + kept - self.momentum * rate * g,
        }

    def _v(self, v: Array, g: Array, right: Array) -> dict[str, object]:
        return {
            "the learning rate is not in v. v is the whole step.": self.momentum * v - g,
            "v must be the whole step: what is kept, minus the learning rate times the gradient": (
                self.momentum * v + g
            ),
            "it points uphill. v is what is added to w.": -right,
            "this is the old v. Return the new one.": v,
            "the old v is kept whole. Momentum multiplies it.": v - self.rate * g,
            "this is the gradient's part alone. What is kept of the last step?": -self.rate * g,
        }
