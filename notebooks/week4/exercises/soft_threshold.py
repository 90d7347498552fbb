"""Soft thresholding: each entry moves towards 0 and stops there."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.memo import computed_once

from ._penalties import READY_PENALTIES, cut, require_zeros

__all__ = ["READY_PENALTIES", "require_zeros", "soft_threshold"]


@computed_once
def soft_threshold(w: Any, t: float) -> Case:
    """Return the case of the soft threshold of w, of any shape, by t."""
    w = np.asarray(w, dtype=np.float64)
    wrong: dict[str, object] = {
        "this is a hard threshold. Those that stay must be shortened too.": w * (np.abs(w) > t),
        "the sign is lost": np.abs(cut(w, t)),
        "small weights change their sign. They must stop at zero.": w - t * np.sign(w),
        "negative weights are cut off. Shrink from both sides.": np.maximum(w - t, 0),
        "all weights are moved to the left. Shrink towards zero.": w - t,
        "this is the part that is cut away. Return what is left.": w - cut(w, t),
        "t is counted twice": cut(w, 2 * t),
        "t is halved": cut(w, t / 2),
        "nothing was shrunk": w,
        "small weights are sent back from zero. They must stop there.": (
            np.sign(w) * np.abs(np.abs(w) - t)
        ),
        "weights grow. Shrink towards zero.": w + t * np.sign(w),
        "weights below -t move away from zero. Shrink from both sides.": np.where(
            w < -t, w - t, cut(w, t)
        ),
        "a weight was tested again after it had moved. Decide by the old w.": (
            cut(w, t) * (np.abs(w) > 2 * t)
        ),
    }
    return Case(
        "soft_threshold", (w, t), {"soft_threshold": cut(w, t)}, {"soft_threshold": wrong},
        hint="Shorten each weight by t, and stop at zero.",
    )  # fmt: skip
