"""The local derivatives of one neuron, one for each step of its chain."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.promise import promise
from course_lib.hints.roads import complex_step

from ._neuron import drawn, neuron, sigmoid


@promise(draw=drawn, whole=("w", "x"))
def neuron_locals(w: Any, b: float, x: Any, y: float) -> Case:
    """Return the case of the four local gradients of a sigmoid neuron with loss (a - y)^2."""
    arguments, z, a, slope, prime = neuron(w, b, x, y)
    unbiased = float(sigmoid(z - b))
    early = "the whole chain is multiplied here already. Return the local gradient."
    hand = "this is the number of the example by hand. Compute it from the arguments."
    tanh = "the activation is tanh. This neuron is a sigmoid."
    often = "b was added once for each input. It is added once."
    biased = float(sigmoid(z + (len(arguments[2]) - 1) * b))
    apart = "weights and inputs are summed apart. Multiply each pair, then add up."
    added = "weights and inputs are added. Multiply each pair, then add up."
    v, x = np.asarray(arguments[0]), np.asarray(arguments[2])
    sums = (float(v.sum() * x.sum() + b), float((v + x).sum() + b))
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
            apart: 2 * (float(sigmoid(sums[0])) - y),
            added: 2 * (float(sigmoid(sums[1])) - y),
            tanh: 2 * (np.tanh(z) - y),
            often: 2 * (biased - y),
        },
        "da_dz": {
            "this is the activation a, not its derivative": a,
            "the derivative of tanh is 1 - a^2. What is that of the sigmoid?": 1 - a**2,
            "only one of the two factors is there": 1 - a,
            "the derivative was taken at a, not at z. The argument of phi' is z.": complex_step(
                sigmoid, a
            ),
            "z was used where a belongs. sigma'(z) is written with sigma(z).": z * (1 - z),
            "this is dz/da, the inverse. See the slip on the slide.": 1 / prime,
            "the bias is missing in z": unbiased * (1 - unbiased),
            early: slope * prime,
            hand: 0.25,
            "1 - a has the wrong sign inside. Which two factors has the slope?": a * (1 + a),
            "a stands there twice. Which two factors has the slope?": a**2 * (1 - a),
            apart: float(complex_step(sigmoid, sums[0])),
            added: float(complex_step(sigmoid, sums[1])),
            tanh: 1 - np.tanh(z) ** 2,
            often: biased * (1 - biased),
        },
        "dz_dw": {
            "this is w. z is linear in w: which number stands beside w_i?": arguments[0],
            "this is w * x, a part of z. Differentiate it by w.": arguments[0] * arguments[2],
            early: slope * prime * arguments[2],
        },
        "dz_db": {
            "this is b. How does z move with b?": b,
            "it is 0. But z grows as fast as b.": 0.0,
            often: float(len(arguments[2])),
            early: slope * prime,
        },
    }
    right = {"dL_da": slope, "da_dz": prime, "dz_dw": arguments[2], "dz_db": 1.0}
    return Case("neuron_locals", arguments, right, mistakes)
