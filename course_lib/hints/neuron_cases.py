"""Cases of the exercises on one neuron: local gradients, the chain rule, a numeric gradient.

The right slopes come from the forward formulas by a complex step, so they do not depend on
anybody's backward pass. Each mistake is one that students make.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case, complex_step
from course_lib.hints.memo import computed_once


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def _neuron(w: Any, b: float, x: Any, y: float) -> tuple[Any, ...]:
    """Return arguments, z, a, and the slopes of the loss and of the activation."""
    w, x = np.asarray(w), np.asarray(x, dtype=np.float64)
    z = float(w @ x + b)
    a = float(_sigmoid(z))
    slope = float(complex_step(lambda a: (a - y) ** 2, a))
    return (w, b, x, y), z, a, slope, float(complex_step(_sigmoid, z))


@computed_once
def neuron_locals(w: Any, b: float, x: Any, y: float) -> Case:
    """Return the case of the four local gradients of a sigmoid neuron with loss (a - y)^2."""
    arguments, z, a, slope, prime = _neuron(w, b, x, y)
    unbiased = float(_sigmoid(z - b))
    early = "the whole chain is multiplied here already. Return the local gradient."
    hand = "this is the number of the example by hand. Compute it from the arguments."
    tanh = "the activation is tanh. This neuron is a sigmoid."
    mistakes = {
        "dL_da": {
            "this is the loss itself, not its derivative": (a - y) ** 2,
            "z was used where a belongs. The loss sees the activation, not z.": 2 * (z - y),
            "the bias is missing in z": 2 * (unbiased - y),
            "this is the slope of the cross-entropy. The loss here is (a - y)^2.": (
                (a - y) / (a * (1 - a))
            ),
            early: slope * prime,
            hand: -1.0,
            tanh: 2 * (np.tanh(z) - y),
        },
        "da_dz": {
            "this is the activation a, not its derivative": a,
            "the derivative of tanh is 1 - a^2. What is that of the sigmoid?": 1 - a**2,
            "only one of the two factors is there": 1 - a,
            "the derivative was taken at a, not at z. The argument of phi' is z.": complex_step(
                _sigmoid, a
            ),
            "z was used where a belongs. sigma'(z) is written with sigma(z).": z * (1 - z),
            "this is dz/da, the inverse. See the slip on the slide.": 1 / prime,
            "the bias is missing in z": unbiased * (1 - unbiased),
            early: slope * prime,
            hand: 0.25,
            tanh: 1 - np.tanh(z) ** 2,
        },
        "dz_dw": {
            "this is w. z is linear in w: which number stands beside w_i?": arguments[0],
            "this is w * x, a part of z. Differentiate it by w.": arguments[0] * arguments[2],
            early: slope * prime * arguments[2],
        },
        "dz_db": {
            "this is b. How does z move with b?": b,
            "it is 0. But z grows as fast as b.": 0.0,
            early: slope * prime,
        },
    }
    right = {"dL_da": slope, "da_dz": prime, "dz_dw": arguments[2], "dz_db": 1.0}
    return Case("neuron_locals", arguments, right, mistakes)


@computed_once
def neuron_gradient(w: Any, b: float, x: Any, y: float) -> Case:
    """Return the case of the gradient of a sigmoid neuron with loss (a - y)^2."""
    arguments, z, a, slope, prime = _neuron(w, b, x, y)
    w, x = arguments[0], arguments[2]
    unbiased = float(_sigmoid(z - b))
    right = {
        "dL_dw": complex_step(lambda w: (_sigmoid(w @ x + b) - y) ** 2, w),
        "dL_db": complex_step(lambda b: (_sigmoid(w @ x + b) - y) ** 2, b),
    }

    def forgotten(last: Any) -> dict[str, object]:
        return {
            "the derivative of the activation is missing. The path has three arrows.": slope * last,
            "the derivative of the loss is missing. The path has three arrows.": prime * last,
            "the error a - y stands where the derivative of the loss belongs. Where is the 2?": (
                slope / 2 * prime * last
            ),
            "the derivative was taken at a, not at z. The argument of phi' is z.": (
                slope * complex_step(_sigmoid, a) * last
            ),
            "the activation stands where its derivative belongs": slope * a * last,
            "only one of the two factors of the sigmoid's derivative is there": (
                slope * (1 - a) * last
            ),
            "(a - y)^2 is the loss. Its derivative belongs there.": (a - y) ** 2 * prime * last,
            "z was used where a belongs. The loss sees the activation, not z.": (
                2 * (z - y) * prime * last
            ),
            "1 - a^2 is the derivative of tanh. The neuron is a sigmoid.": slope
            * (1 - a**2)
            * last,
            "da/dz is a divisor. The slide has it upside down; the chain multiplies.": (
                slope / prime * last
            ),
            "a - y alone belongs to the cross-entropy. Here nothing cancels.": (a - y) * last,
            "the bias is missing in z": (
                2 * (unbiased - y) * unbiased * (1 - unbiased) * np.asarray(last)
            ),
            "the derivative of the activation is there twice": slope * prime**2 * last,
            "the local gradients are added. Along a path they are multiplied.": (
                slope + prime + last
            ),
        }

    mistakes = {
        "dL_dw": {
            **forgotten(x),
            "the last factor, dz/dw, is missing": np.full(len(x), slope * prime),
            "the last factor is w. dz/dw_i is the input x_i.": slope * prime * w,
            "w_i x_i stands where x_i belongs": slope * prime * w * x,
            "this is w after a step. The gradient itself is asked.": w - right["dL_dw"],
            "the inputs are summed. Each weight has its own input.": np.full(
                len(x), slope * prime * x.sum()
            ),
        },
        "dL_db": {
            **forgotten(1.0),
            "this is dz/db alone. The rest of the path is missing.": 1.0,
            "it is multiplied by b. dz/db is 1.": slope * prime * b,
            "this is b after a step. The gradient itself is asked.": b - right["dL_db"],
            "this is the sum of dL_dw. The bias has a path of its own, without an input.": (
                right["dL_dw"].sum()
            ),
        },
    }
    return Case("neuron_gradient", arguments, right, mistakes)


@computed_once
def numeric_gradient(w: Any, b: float, x: Any, y: float, h: float) -> Case:
    """Return the case of centred differences; a large ``h`` tells them from other quotients."""
    arguments, _, _, slope, prime = _neuron(w, b, x, y)
    x = arguments[2]
    given, w = arguments[0], arguments[0].astype(np.float64)

    def quotient(
        up: float, down: float, along: Any, *, of: Any = w, b_by: float = 0.0, power: int = 2
    ) -> Any:
        rest = x if of is w else w
        gap = (_sigmoid((of + up * along) @ rest + b + up * b_by) - y) ** power
        low = (_sigmoid((of - down * along) @ rest + b - down * b_by) - y) ** power
        return (gap - low) / (up + down)

    def each(up: float, down: float) -> Array:
        return np.array([quotient(up, down, e) for e in np.eye(len(w))])

    mistakes: dict[str, object] = {
        "this is a forward difference. Move to both sides.": each(h, 0),
        "this is a backward difference. Move to both sides.": each(0, h),
        "the step is h/2 to each side. The formula moves by h.": each(h / 2, h / 2),
        "it does not depend on h. Use neuron_loss at w + h and at w - h.": slope * prime * x,
        "all weights were moved together. Move one at a time.": np.full(
            len(w), quotient(h, h, np.ones(len(w)))
        ),
        "it was not divided by 2h": each(h, h) * 2 * h,
        "it was multiplied by h. Put brackets around 2 * h.": each(h, h) * h**2,
        "the second point is w, not w - h. From w + h it is two steps down.": each(h, 0) / 2,
        "b was moved, and not w": np.full(len(w), quotient(h, h, np.zeros(len(w)), b_by=1.0)),
        "these are differences of a. The loss is asked.": np.array(
            [quotient(h, h, e, power=1) for e in np.eye(len(w))]
        ),
        "the step is 2h to each side. The formula moves by h.": each(2 * h, 2 * h),
        "x was moved, and not w": np.array([quotient(h, h, e, of=x) for e in np.eye(len(w))]),
        "it was divided by h, but the two points are 2h apart": each(h, h) * 2,
    }
    zeros = "it is zero. Are both points one array under two names, or is nothing stored?"
    if given.dtype.kind == "i":
        text = "whole numbers were changed in place and cannot hold h. Use w.astype(float)."
        whole = [_truncated(given, x, b, y, h, i) for i in range(len(w))]
        zeros = "it is zero: an array of whole numbers, as zeros_like(w) makes here, cannot hold "
        zeros += "fractions. Use floats."
        mistakes = {text: np.array(whole), **mistakes}
    mistakes[zeros] = np.zeros(len(w))
    hint = "Is h used, and is each weight back in place before the next one moves?"
    right = {"numeric_gradient": each(h, h)}
    return Case(
        "numeric_gradient", (*arguments, h), right, {"numeric_gradient": mistakes}, hint=hint
    )


def _truncated(w: Array, x: Array, b: float, y: float, h: float, i: int) -> float:
    """Return the quotient when ``w[i] + h`` is stored in an array of whole numbers."""
    up, down = w.copy(), w.copy()
    up[i], down[i] = int(w[i] + h), int(w[i] - h)
    high, low = (_sigmoid(v @ x + b) - y for v in (up, down))
    return float((high**2 - low**2) / (2 * h))
