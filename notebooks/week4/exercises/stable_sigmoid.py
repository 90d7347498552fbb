"""The sigmoid, right and with known mistakes, also far from 0."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.hints.cases import Case
from course_lib.hints.promise import promise

from ._functions import each, moderate


def _places(rng: np.random.Generator, n: int = 6) -> tuple[Any]:
    """Draw places near 0, in no order; the last one lies further out."""
    z = rng.uniform(-3, 3, size=n)
    if n > 1:
        z[-1] = rng.choice([-1, 1]) * rng.uniform(10.5, 14)
    return (rng.permutation(z),)


FAR = np.array([-10000.0, -800.0, -30.0, 0.0, 30.0, 800.0, 10000.0])


@promise(
    draw=_places,
    whole=("z",),
    examples={
        "z far out": (FAR,),
        "z = 0": (np.array([0.0, -0.0]),),
        "one number": (-0.3,),
        "a matrix": (np.array([[0.2, -1.4], [5.0, -6.0], [0.0, 1.1]]),),
    },
)
def stable_sigmoid(z: ArrayLike) -> Case:
    """Return the case of the sigmoid and its slope at the places z."""
    given, z = z, np.asarray(z, dtype=np.float64)
    a = each(lambda v: 1 / (1 + (-v).exp()), z)
    slope = each(lambda v: (-v).exp() / (1 + (-v).exp()) ** 2, z)
    near = moderate(z)
    two = 1 / (1 + 2.0**-near)  # the sigmoid with the base 2
    mistakes: dict[str, dict[str, object]] = {
        "a": {
            "this is the sigmoid of -z. Which sign has the exponent?": 1 / (1 + np.exp(near)),
            "this is tanh. The sigmoid lies between 0 and 1.": np.tanh(z),
            "the slope came first. Return a, then its slope.": slope,
            "-z and z give the same, so the sign is lost": 1 / (1 + np.exp(-np.abs(near))),
            "the base of the power is 2, not e": two,
            "1 is divided by 1 only. Mind the brackets.": 1 + np.exp(-near),
            "a negative z gives 1 - a, not -a. The sigmoid is never negative.": (
                np.where(z < 0, -1, 1) / (1 + np.exp(-np.abs(near)))
            ),
            "this is softmax over all entries. The sigmoid treats each one alone.": (
                np.exp(near - near.max()) / np.exp(near - near.max()).sum()
            ),
            **{
                f"z is cut off at {end}, too early. Far out it must be 0 or 1.": 1
                / (1 + np.exp(-np.clip(z, -end, end)))
                for end in (4, 5, 6, 8, 10, 12)
                if np.abs(z).max() > end
            },
        },
        "slope": {
            "this is a itself, not its slope": a,
            "1 - a^2 is the slope of tanh. What is that of the sigmoid?": 1 - a**2,
            "this is the slope of tanh. What is that of the sigmoid?": 1 - np.tanh(z) ** 2,
            "z stands where a belongs. The slope is written with a.": z * (1 - z),
            "one factor is a, the other 1 - z. It must be 1 - a.": a * (1 - z),
            "the slope was taken at a, not at z": 0.25 / np.cosh(a / 2) ** 2,
            "only one of the two factors is there": 1 - a,
            "there is a square too many. Which factors has the sigmoid's slope?": a * (1 - a**2),
            "the base of the power is 2, not e": two * (1 - two),
            "the factors are a and 1 + a. Which sign stands between 1 and a?": a * (1 + a),
            "the denominator must be squared, as the quotient rule says": np.minimum(a, 1 - a),
        },
    }
    if (z > 709).any():
        text = "far right it is 0, where the curve is near 1. A NaN was replaced, not avoided."
        mistakes["a"][text] = np.where(z > 709, 0, a)
    if (z == 0).any():
        mistakes["a"]["z = 0 is left out. On which side does it count?"] = np.where(z == 0, 0, a)
    if z.ndim == 1 and len(set(z.tolist())) == len(z) > 1:
        text = "these are differences along the array. Each z has a slope of its own."
        mistakes["slope"][text] = np.gradient(a, z)
    return Case("stable_sigmoid", (given,), {"a": a, "slope": slope}, mistakes)
