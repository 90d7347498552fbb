"""How values are written into a sentence for a student: short, and only what can be read."""

from __future__ import annotations

from typing import Any

import numpy as np

_MOST = 4  # numbers that are shown of an array


def shown(value: Any) -> str:
    """Return a value as a student would type it, or the shape of one that is too long to read.

    Examples
    --------
    >>> shown(np.array([1.0, -0.25])), shown(0.1 + 0.2), shown(np.zeros((3, 4)))
    ('[1, -0.25]', '0.3', 'an array of shape (3, 4)')
    """
    if isinstance(value, np.random.Generator):
        return "a Generator"
    if isinstance(value, (bool, np.bool_, str)) or value is None:
        return repr(value) if not isinstance(value, np.bool_) else str(bool(value))
    try:
        array = np.asarray(value)
    except ValueError:
        return f"a {type(value).__name__}"
    if array.dtype.kind not in "biuf":
        return f"a {type(value).__name__}"
    if array.size > _MOST or array.ndim > 2:
        return f"an array of shape {array.shape}"
    return _written(array.tolist())


def _written(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return str(value) if isinstance(value, bool) else f"{value:.4g}"
