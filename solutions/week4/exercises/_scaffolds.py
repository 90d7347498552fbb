"""Traces to compare with, for the two exercises where people get stuck."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Array

from ._networks import NAMES, Weights, sigmoid, weight_gradients


def _half_sum(X: Array, y: Array, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    return ((sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2) - y) ** 2).sum() / 2


def sweep_trace(X: Array, y: Array, weights: Weights) -> dict[str, Array]:
    """Return what one sweep computes: A1, the output, E, and the four gradients.

    The gradients are those of a complex step, so they know nothing of a backward pass.
    """
    W1, b1, W2, b2 = weights
    A1 = sigmoid(X @ W1 + b1)
    gradients = weight_gradients(_half_sum, X, y, weights)
    return {
        "A1": A1,
        "output": sigmoid(A1 @ W2 + b2),
        "E": np.asarray(_half_sum(X, y, *weights)),
        **dict(zip(NAMES, gradients, strict=True)),
    }


def proximal_trace(X: Array, y: Array, lam: float, steps: int) -> list[tuple[Array, Array]]:
    """Return the first steps of lasso from w = 0: after the gradient step, and after the corner.

    The corner is solved by trying a fine grid of u, and not by the soft threshold.
    """
    A, target = X - X.mean(axis=0), y - y.mean()
    eta = 0.5 / float(np.linalg.eigvalsh(A.T @ A)[-1])
    grid = np.linspace(-4, 4, 80_001)
    w, trace = np.zeros(X.shape[1]), []
    for _ in range(steps):
        v = w + 2 * eta * A.T @ (target - A @ w)
        cost = (grid - v[:, None]) ** 2 / (2 * eta) + lam * np.abs(grid)  # (d, grid)
        w = grid[cost.argmin(axis=1)]
        trace.append((v, w))
    return trace


def report(yours: object, trace: dict[str, Array]) -> str:
    """Say of each gradient whether it is that of the trace."""
    if yours is None:
        return "Write one_sweep above; this cell then compares it with the trace."
    if not isinstance(yours, tuple | list) or len(yours) != len(NAMES):
        return f"one_sweep must return {len(NAMES)} gradients: {', '.join(NAMES)}."
    lines = []
    for name, mine in zip(NAMES, yours, strict=True):
        right, mine = trace[name], np.asarray(mine, dtype=float)
        same = mine.shape == right.shape and np.allclose(mine, right, rtol=1e-6)
        other = "another shape" if mine.shape != right.shape else "other numbers"
        lines.append(f"{name}: {'as in the trace' if same else f'{other} than in the trace'}")
    return "\n".join(lines)
