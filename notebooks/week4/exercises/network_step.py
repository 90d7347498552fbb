"""A step of gradient descent on a network whose weights are penalised."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import Mistakes
from course_lib.hints.promise import promise

from ._penalties import cut, require_zeros, shrunk

__all__ = ["network_step", "require_zeros"]


def network(
    rng: np.random.Generator,
    sizes: tuple[int, ...] = (3, 4, 2),
    l1: float = 0.5,
    l2: float = 0.6,
    learning_rate: float = 0.3,
) -> tuple[Any, ...]:
    """Draw the parameters of a network, its gradients, and repeat the settings."""
    shapes: list[tuple[int, ...]] = []
    for n_in, n_out in pairwise(sizes):
        shapes += [(n_in, n_out), (n_out,)]
    parameters = [rng.normal(scale=0.5, size=shape) for shape in shapes]
    gradients = [rng.normal(size=shape) for shape in shapes]
    return parameters, gradients, l1, l2, learning_rate


@promise(
    draw=network,
    without={"arguments unchanged": "an optimizer may move the weights in place"},
)
def network_step(
    parameters: list[Array], gradients: list[Array], l1: float, l2: float, learning_rate: float
) -> Case:
    """Return the case of one training step of a network with both penalties on its weights."""
    right: dict[str, Any] = {}
    mistakes: dict[str, Mistakes] = {}
    for i, (p, g) in enumerate(zip(parameters, gradients, strict=True)):
        name = f"{'b' if p.ndim == 1 else 'W'}{i // 2 + 1}"
        plain, rate = p - learning_rate * g, learning_rate
        full = shrunk(plain - rate * 2 * l2 * p, l1, 0.0, rate)
        right[name] = plain if p.ndim == 1 else full
        wrong: dict[str, object] = {
            "it did not move at all": p,
            "the step goes uphill": p + rate * g,
            "this is the gradient. Return the new parameters.": g,
        }
        if p.ndim == 1:
            wrong["the bias is penalised. Biases take the plain step."] = full
            wrong["the bias is penalised by L1. Biases take the plain step."] = shrunk(
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
    twice = cut(decayed - rate * l1 * np.sign(p), rate * l1)
    both = cut(decayed, rate * (l1 + 2 * l2))
    up = 2 * p - plain - rate * 2 * l2 * p
    return {
        "the step goes uphill": shrunk(up, l1, 0.0, rate),
        "the step goes uphill, with L2 too": shrunk(2 * p - decayed, l1, 0.0, rate),
        "l1 and l2 are exchanged": shrunk(plain - rate * 2 * l1 * p, l2, 0.0, rate),
        "L2 takes W after the step. Both slopes are those of the old W.": (
            shrunk(plain - rate * 2 * l2 * plain, l1, 0.0, rate)
        ),
        "this is the gradient. Return the new parameters.": (p - plain) / rate + 2 * l2 * p,
        "no penalty acts on it": plain,
        "L1 is missing": decayed,
        "L2 is missing": shrunk(plain, l1, 0.0, rate),
        "L2 pushes the weights outwards. Which sign has it in the step?": shrunk(
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
        "L2 lost its factor 2": shrunk(plain - rate * l2 * p, l1, 0.0, rate),
        "L2 misses the learning rate": shrunk(plain - 2 * l2 * p, l1, 0.0, rate),
        "the threshold is l1. A step of length learning_rate shrinks by learning_rate * l1.": (
            cut(decayed, l1)
        ),
        "L1 follows its slope. Shrink with the soft threshold, after the step.": (
            decayed - rate * l1 * np.sign(p)
        ),
        "L1 follows its slope at the moved weights. Shrink with the soft threshold.": (
            decayed - rate * l1 * np.sign(decayed)
        ),
        "W is squared where it stands in L2's slope. Differentiate W^2.": shrunk(
            plain - rate * 2 * l2 * p**2, l1, 0.0, rate
        ),
        "the threshold comes before the step. Step first, then shrink.": (
            shrunk(p, l1, 0.0, rate) + (plain - p) - rate * 2 * l2 * p
        ),
        "the threshold comes first, and L2 acts on its result. Step first, then shrink.": (
            shrunk(p, l1, 0.0, rate) * (1 - rate * 2 * l2) + (plain - p)
        ),
        "L2 is the exact step here. The text asks for the slope 2 * l2 * W in the step.": (
            shrunk(plain, l1, l2, rate)
        ),
    }
