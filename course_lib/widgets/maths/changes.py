"""The examples of the augmentation viewer, and what a student's change makes of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from course_lib.checks import FloatArray, as_array
from course_lib.datasets import load_digits, make_signals
from course_lib.widgets.maths.own import name_of

DIGITS, SIGNALS = "digits", "signals"
KEPT = 500  # examples of each kind that travel to the page: 100 to train on, 400 to judge
DRAWS, SHOWN = 8, 6  # pictures, and examples in each
COPIES = 4  # of each example of a training set
# In the page an example is bytes: value = (byte - zero) / unit. Digits have 17 shades.
BYTES = {DIGITS: (0, 16), SIGNALS: (128, 64)}


@cache
def world(kind: str) -> tuple[FloatArray, FloatArray, tuple[str, ...]]:
    """Return examples as the page has them, (n, 8, 8) or (n, 40), labels and class names."""
    rng = np.random.default_rng(5)
    data = load_digits() if kind == DIGITS else make_signals(KEPT, rng=rng)
    rows = rng.permutation(len(data.X))[:KEPT]
    zero, unit = BYTES[kind]
    X = (np.clip(np.round(data.X[rows] * unit) + zero, 0, 255) - zero) / unit
    return X.reshape(-1, 8, 8) if kind == DIGITS else X, data.y[rows], data.class_names


def as_bytes(kind: str) -> dict[str, Any]:
    """Return examples and labels of a kind as the plot's arrays have them."""
    X, y, _ = world(kind)
    zero, unit = BYTES[kind]
    flat = (X.reshape(len(X), -1) * unit + zero, "u1")
    return {kind: flat, f"{kind}_labels": (y, "u1"), f"{kind}_bytes": [zero, unit]}


class OwnChange:
    """The student's ``f(X, rng=rng)``, whose answers are checked."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.function, self.name = function, name_of(function)

    def __call__(self, X: FloatArray, *seed: int) -> FloatArray:
        """Return the changed examples, a row for each."""
        rng = np.random.default_rng(seed)
        answer: Any = self.function(X.copy(), rng=rng)
        found = as_array(answer, who=self.name, name="its result", shape=X.shape)
        return found.reshape(len(X), -1)

    def shown(self, state: dict[str, Any]) -> dict[str, Any]:
        """Return the changed examples of all pictures of a kind."""
        X = world(state["kind"])[0]
        parts = [self(X[k * SHOWN : (k + 1) * SHOWN], k) for k in range(DRAWS)]
        return {f"own_{state['kind']}": np.concatenate(parts)}

    def copies(self, state: dict[str, Any]) -> dict[str, Any]:
        """Return changed copies of the training sets that the page asks for, as rows."""
        if "sets" not in state:
            return {}  # the picture has what it needs
        X = world(state["kind"])[0]
        made = [
            np.concatenate([self(X[rows], k, copy) for copy in range(COPIES)])
            for k, rows in enumerate(state["sets"])
        ]
        return {"copies": made}
