"""Leaky ReLU and ELU with their derivatives, on both sides of 0."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise

from ._functions import each, moderate


def _leaky(rng: np.random.Generator, n: int = 6) -> tuple[Any, ...]:
    return rng.permutation(_both_sides(rng, n)), float(rng.uniform(0.15, 0.6))


def _both_sides(rng: np.random.Generator, n: int) -> Array:
    return np.where(np.arange(n) % 2, 1, -1) * rng.uniform(0.2, 2.5, size=n)


@promise(
    draw=_leaky,
    whole=("z",),
    examples={
        "z = 0": (np.array([-1.0, 0.0, 1.0]), 0.3),
        "a matrix": (np.array([[-7.0, 0.3], [0.0, 1.5], [-0.2, -30.0]]), 0.25),
        "z far out": (np.array([-10000.0, -720.0, 720.0, 10000.0]), 0.1),
    },
)
def leaky_relu(z: ArrayLike, slope: float = 0.1) -> Case:
    """Return the case of the leaky ReLU and its slope; at z = 0 the slope is that of the left."""
    given, z = z, np.asarray(z, dtype=np.float64)
    a = each(lambda v: v if v > 0 else Decimal(slope) * v, z)
    right = each(lambda v: Decimal(1) if v > 0 else Decimal(slope), z)
    mistakes: dict[str, dict[str, object]] = {
        "leaky_relu(z)": {
            "this is ReLU. The negative side leaks.": np.maximum(0, z),
            "the slope stands alone where slope times z belongs": np.maximum(slope, z),
            "the smaller of the two was taken. The formula says max.": np.minimum(slope * z, z),
            "the slope is always 0.1. Use the argument.": np.maximum(0.1 * z, z),
            "the slope is always 0.01, as in many libraries. Use the argument.": np.maximum(
                0.01 * z, z
            ),
            "slope divides where it must multiply": np.where(z > 0, z, z / slope),
            "slope divides, and the larger of the two was taken": np.maximum(z / slope, z),
            "the negative side is mirrored": np.where(z > 0, z, -slope * z),
            "the slope came first. Return a, then its slope.": right,
        },
        "leaky_relu'(z)": {
            "this is the slope of ReLU. The negative side leaks.": np.where(z > 0, 1.0, 0.0),
            "the slope is always 0.1. Use the argument.": np.where(z > 0, 1.0, 0.1),
            "the two sides are exchanged": np.where(z > 0, slope, 1.0),
            "this is a itself, not its slope": a,
            "the slope is always 0.01, as in many libraries. Use the argument.": np.where(
                z > 0, 1.0, 0.01
            ),
            "it is 1 everywhere. The negative side is less steep.": np.ones(z.shape),
            "there is a factor z too many. What is the derivative of a multiple of z?": np.where(
                z > 0, 1.0, slope * z
            ),
            **{
                f"at z = 0 it must be the slope of the left side, by our convention{dot}": np.where(
                    z == 0, other, right
                )
                for dot, other in (("", 1.0), (", not 0", 0.0), (", no mean", (1 + slope) / 2))
            },
        },
    }
    results = {"leaky_relu(z)": a, "leaky_relu'(z)": right}
    return Case("leaky_relu", (given, slope), results, mistakes)


def _elu(rng: np.random.Generator, n: int = 6) -> tuple[Any, ...]:
    return rng.permutation(_both_sides(rng, n)), float(rng.uniform(0.3, 0.8))


@promise(
    draw=_elu,
    whole=("z",),
    examples={
        "z = 0": (np.array([-1.0, 0.0, 1.0]), 0.6),
        "a matrix": (np.array([[-7.0, 0.3], [0.0, 1.5], [-0.2, -2.0]]), 2.5),
        "z far out": (np.array([-10000.0, -720.0, 720.0, 10000.0]), 1.5),
    },
)
def elu(z: ArrayLike, alpha: float = 1.0) -> Case:
    """Return the case of the ELU and its slope; at z = 0 the slope is 1."""
    given, size = z, Decimal(alpha)
    z = np.asarray(z, dtype=np.float64)
    a = each(lambda v: v if v >= 0 else size * (v.exp() - 1), z)
    slope = each(lambda v: Decimal(1) if v >= 0 else size * v.exp(), z)
    e, left = np.exp(moderate(np.minimum(z, 0))), z < 0
    mistakes: dict[str, dict[str, object]] = {
        "elu(z)": {
            "this is ReLU. The negative side is bent, not cut.": np.maximum(0, z),
            "alpha is not used": np.where(left, e - 1, z),
            "the -1 is missing, so the curve jumps at 0": np.where(left, alpha * e, z),
            "alpha multiplies e^z only. Mind the brackets.": np.where(left, alpha * e - 1, z),
            "the exponent has the wrong sign": np.where(
                left, alpha * (np.exp(-moderate(z)) - 1), z
            ),
            "alpha times z stands on the left. Where is the exponential?": np.where(
                left, alpha * z, z
            ),
            "the slope came first. Return a, then its slope.": slope,
            "the left side lies above 0. Which comes first, e^z or 1?": np.where(
                left, alpha * (1 - e), z
            ),
            "alpha stands in the exponent. It multiplies the bracket.": np.where(
                left, np.exp(alpha * moderate(np.minimum(z, 0))) - 1, z
            ),
        },
        "elu'(z)": {
            "alpha is not used": np.where(left, e, 1.0),
            "g(z) + 1 is right for alpha = 1 only. What is it in general?": np.where(
                left, a + 1, 1.0
            ),
            "this is a on the left. Differentiate it.": np.where(left, a, 1.0),
            "this is the slope of ReLU. The negative side still learns.": np.where(left, 0.0, 1.0),
            "alpha alone is the slope just left of 0, not everywhere": np.where(left, alpha, 1.0),
            "a constant keeps its place. The derivative of alpha (e^z - 1) has no -1.": np.where(
                left, alpha * e - 1, 1.0
            ),
            "this is a itself, not its slope": a,
            "a + alpha is right on the left only. What is the slope on the right?": a + alpha,
            "alpha is subtracted from a. Which sign does the formula give?": np.where(
                left, a - alpha, 1.0
            ),
            "alpha stands in the exponent. It multiplies the bracket.": np.where(
                left, alpha * np.exp(alpha * moderate(np.minimum(z, 0))), 1.0
            ),
            "it is z itself on the right, where the slope of z belongs": np.where(
                left, alpha * e, z
            ),
            **{
                f"at z = 0 it must be 1: the slide's first line holds for x >= 0{dot}": np.where(
                    z == 0, other, slope
                )
                for dot, other in (("", alpha), (", so it is not 0", 0.0))
            },
        },
    }
    results = {"elu(z)": a, "elu'(z)": slope}
    return Case("elu", (given, alpha), results, mistakes)
