"""A gradient by central differences."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise

from ._neuron import drawn, neuron, sigmoid


def _with_h(rng: np.random.Generator, d: int = 3) -> tuple[Any, ...]:
    return *drawn(rng, d), float(rng.uniform(0.3, 0.8))


@promise(
    draw=_with_h, whole=("w",), examples={"a small step": (*drawn(np.random.default_rng(1)), 1e-3)}
)
def numeric_gradient(w: Any, b: float, x: Any, y: float, h: float = 1e-5) -> Case:
    """Return the case of centred differences; a large ``h`` tells them from other quotients."""
    arguments, _, _, slope, prime = neuron(w, b, x, y)
    x = arguments[2]
    given, w = arguments[0], arguments[0].astype(np.float64)

    def quotient(
        up: float, down: float, along: Any, *, of: Any = w, b_by: float = 0.0, power: int = 2
    ) -> Any:
        rest = x if of is w else w
        gap = (sigmoid((of + up * along) @ rest + b + up * b_by) - y) ** power
        low = (sigmoid((of - down * along) @ rest + b - down * b_by) - y) ** power
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
        "the two losses are added. Their difference is asked.": np.array(
            [_sum(w + h * e, x, b, y) + _sum(w - h * e, x, b, y) for e in np.eye(len(w))]
        )
        / (2 * h),
        "the points are 1e-5 away and the divisor is 2h. Use h in both.": slope
        * prime
        * x
        * 1e-5
        / h,
        "weights that moved before are not put back. Begin each time with w.": np.array(
            [quotient(h, h, np.arange(len(w)) <= i) for i in range(len(w))]
        ),
        "the step is h times the weight. Each weight moves by h.": np.array(
            [quotient(h, h, e * w) for e in np.eye(len(w))]
        ),
        "it was divided by 2h twice": each(h, h) / (2 * h),
        "this is a second difference. The slope needs only the two ends.": np.array(
            [
                (_sum(w + h * e, x, b, y) - 2 * _sum(w, x, b, y) + _sum(w - h * e, x, b, y)) / h**2
                for e in np.eye(len(w))
            ]
        ),
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
        zeros = (  # one text: of a hidden test is said what stands here as a whole
            "it is zero: an array of whole numbers, as zeros_like(w) makes here, cannot hold "
            "fractions. Use floats."
        )
        mistakes = {text: np.array(whole), **mistakes}
    mistakes[zeros] = np.zeros(len(w))
    hint = "Is h used, and is each weight back in place before the next one moves?"
    right = {"numeric_gradient": each(h, h)}
    return Case(
        "numeric_gradient", (*arguments, h), right, {"numeric_gradient": mistakes}, hint=hint
    )


def _sum(w: Array, x: Array, b: float, y: float) -> float:
    return float((sigmoid(w @ x + b) - y) ** 2)


def _truncated(w: Array, x: Array, b: float, y: float, h: float, i: int) -> float:
    """Return the quotient when ``w[i] + h`` is stored in an array of whole numbers."""
    up, down = w.copy(), w.copy()
    up[i], down[i] = int(w[i] + h), int(w[i] - h)
    high, low = (sigmoid(v @ x + b) - y for v in (up, down))
    return float((high**2 - low**2) / (2 * h))
