"""Dropout masks: what the exercises that look at them share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.hints.errors import require
from course_lib.hints.randomness import share

Mask = NDArray[np.bool_]

Function = Callable[..., Any]


def not_shared(masks: Mask) -> None:
    """Pass unless the masks (..., n, h) are the same for all examples, or for all units."""
    require(
        (masks != masks[..., :1, :]).any(),
        "all examples have the same mask.",
        "Draw one random number for every entry of x, not one for every unit.",
    )
    require(
        (masks != masks[..., :1]).any(),
        "all units of an example are dropped together.",
        "Draw one random number for every entry of x, not one for every example.",
    )


def share_dropped(masks: Any, p: float) -> None:
    """Pass if the share of dropped entries in masks (..., n, h), or (h,), fits p."""
    array = np.asarray(masks, dtype=np.bool_)
    if array.ndim > 1:  # entries that share a coin would only look like a wrong share
        not_shared(array)
    hint = "Is a uniform number between 0 and 1 compared with p, once for each entry?"
    share(float(1 - array.mean()), p, array.size, name="the share of dropped entries", hint=hint)
