"""The gradient of one neuron's loss, by the chain rule."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.promise import promise
from course_lib.hints.roads import complex_step

from ._neuron import drawn, neuron, sigmoid


@promise(draw=drawn, whole=("w", "x"))
def neuron_gradient(w: Any, b: float, x: Any, y: float) -> Case:
    """Return the case of the gradient of a sigmoid neuron with loss (a - y)^2."""
    arguments, z, a, slope, prime = neuron(w, b, x, y)
    w, x = arguments[0], arguments[2]
    unbiased = float(sigmoid(z - b))
    right = {
        "dL_dw": complex_step(lambda w: (sigmoid(w @ x + b) - y) ** 2, w),
        "dL_db": complex_step(lambda b: (sigmoid(w @ x + b) - y) ** 2, b),
    }

    def forgotten(last: Any) -> dict[str, object]:
        return {
            "the derivative of the activation is missing. The path has three arrows.": slope * last,
            "the derivative of the loss is missing. The path has three arrows.": prime * last,
            "the error a - y stands where the derivative of the loss belongs. Where is the 2?": (
                slope / 2 * prime * last
            ),
            "the derivative was taken at a, not at z. The argument of phi' is z.": (
                slope * complex_step(sigmoid, a) * last
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
            "the last local gradient is added. Along a path they are multiplied.": (
                slope * prime + last
            ),
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
