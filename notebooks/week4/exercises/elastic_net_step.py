"""A proximal step with both penalties."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.promise import promise

from ._penalties import cut, require_zeros, shrunk

__all__ = ["elastic_net_step", "require_zeros"]


def _entries(rng: np.random.Generator, n: int = 7) -> tuple[Any, ...]:
    """Draw entries on both sides of the threshold, and three numbers unlike each other."""
    l1, l2, step = rng.uniform(1.2, 1.8), rng.uniform(0.6, 1.0), rng.uniform(0.3, 0.5)
    sizes = l1 * step * np.where(np.arange(n) % 3, rng.uniform(1.5, 5, n), rng.uniform(0.2, 0.8, n))
    return (
        rng.permutation(np.where(np.arange(n) % 2, -1, 1) * sizes),
        float(l1),
        float(l2),
        float(step),
    )


@promise(
    draw=_entries,
    whole=("v",),
    examples={
        "a matrix": (np.array([[2.0, -0.1], [0.0, -3.0]]), 0.7, 2.5, 0.3),
        "l1 = 0": (np.array([0.5, -2.0]), 0.0, 0.9, 1.7),
        "l2 = 0": (np.array([0.5, -2.0]), 2.2, 0.0, 0.2),
    },
)
def elastic_net_step(v: Any, l1: float, l2: float, step: float) -> Case:
    """Return the case of a proximal step of both penalties."""
    w = np.asarray(v, dtype=np.float64)
    t, soft = step * l1, shrunk(w, l1, 0.0, step)
    wrong: dict[str, object] = {
        "the order is exchanged. First the threshold, then the division.": (
            cut(w / (1 + 2 * step * l2), t)
        ),
        "the 2 of the derivative of w^2 is missing": soft / (1 + step * l2),
        "the step is not in the threshold": cut(w, l1) / (1 + 2 * step * l2),
        "the step is not in the division": soft / (1 + 2 * l2),
        "the step is not used": cut(w, l1) / (1 + 2 * l2),
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
        "L2 is in the threshold. It divides and cuts nothing off.": cut(w, step * (l1 + l2)),
        "L2 is in the threshold and in the division. It divides, and cuts nothing off.": (
            cut(w, step * (l1 + l2)) / (1 + 2 * step * l2)
        ),
        "L2 is missing": soft,
        "L1 is missing": w / (1 + 2 * step * l2),
        "L2 is a plain gradient step. Its exact step is a division.": soft * (1 - 2 * step * l2),
        "L2 is taken off v. Its exact step is a division of what is left.": soft
        - 2 * step * l2 * w,
        "these are plain gradient steps": w - step * (l1 * np.sign(w) + 2 * l2 * w),
        "l1 and l2 are exchanged": shrunk(w, l2, l1, step),
        "it is multiplied where it must be divided": soft * (1 + 2 * step * l2),
        "the threshold is twice too large. The slope of |u| is 1.": (
            shrunk(w, 2 * l1, 0.0, step) / (1 + 2 * step * l2)
        ),
        "the threshold is half of what it must be": (
            shrunk(w, l1 / 2, 0.0, step) / (1 + 2 * step * l2)
        ),
        "the step divides where it must multiply": cut(w, l1 / step) / (1 + 2 * l2 / step),
        "the penalty makes the weight larger. Which sign has l2 in the division?": (
            soft / (1 - 2 * step * l2) if 2 * step * l2 != 1 else np.nan
        ),
        "L2 is a threshold here. It divides and cuts nothing off.": cut(w, step * (l1 + 2 * l2)),
        "this is a hard threshold. Those that stay must be shortened too.": (
            w * (np.abs(w) > t) / (1 + 2 * step * l2)
        ),
        "the threshold is divided too. Only what is left is divided.": (
            cut(w, t / (1 + 2 * step * l2)) / (1 + 2 * step * l2)
        ),
    }
    inputs = (v, l1, l2, step)
    right = {"elastic_net_step": shrunk(w, l1, l2, step)}
    hint = "Set the slope of the small cost to zero, once for v > 0 and once for v < 0."
    return Case("elastic_net_step", inputs, right, {"elastic_net_step": wrong}, hint=hint)
