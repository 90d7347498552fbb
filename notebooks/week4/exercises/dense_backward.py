"""The backward pass of one dense layer."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise
from course_lib.hints.roads import complex_step


def _layer(rng: np.random.Generator, n: int = 6, d: int = 4, k: int = 3) -> tuple[Any, ...]:
    """Draw upstream (n, k), X (n, d) and W (d, k)."""
    return tuple(rng.normal(size=s) for s in ((n, k), (n, d), (d, k)))


@promise(draw=_layer, whole=("X", "upstream"))
def dense_backward(upstream: Array, X: Array, W: Array) -> Case:
    """Return the case of dL/dW, dL/db and dL/dX, by complex steps through the forward pass."""
    b = np.zeros(W.shape[1])
    right = {
        "dW": complex_step(lambda W: (upstream * (X @ W + b)).sum(), W),
        "db": complex_step(lambda b: (upstream * (X @ W + b)).sum(), b),
        "dX": complex_step(lambda X: (upstream * (X @ W + b)).sum(), X),
    }
    first, last = upstream[:1], upstream[-1:]
    mistakes: dict[str, dict[str, object]] = {
        "dW": {
            "only the last example is counted. Does each one replace the one before?": (
                X[-1:].T @ last
            ),
            "only the first example is counted. W is used by all of them.": X[:1].T @ first,
            "the last example is left out. Does a loop or a slice end early?": (
                X[:-1].T @ upstream[:-1]
            ),
            "the first example is left out. Does a loop or a slice begin at 1?": (
                X[1:].T @ upstream[1:]
            ),
            "the examples are not used, only their sum": np.outer(X.sum(0), upstream.sum(0)),
        },
        "db": {
            "only the first example is counted. b is used by all of them.": first.sum(axis=0),
            "only the last example is counted. b is used by all of them.": last.sum(axis=0),
            "the last example is left out. Does a loop or a slice end early?": upstream[:-1].sum(0),
            "the first example is left out. Does a loop or a slice begin at 1?": (
                upstream[1:].sum(0)
            ),
            "this is the largest upstream. The sum over the examples is asked.": upstream.max(
                axis=0
            ),
            "this is dW summed. b has a path of its own, without an input.": (X.T @ upstream).sum(
                0
            ),
        },
        "dX": {"X is a factor. The derivative of XW by X is made of W alone.": X * right["dX"]},
    }
    one, unused = (
        np.ones_like(upstream),
        "upstream is not used. It says how much each entry of Z matters.",
    )
    for name, wrong in zip(right, (X.T @ one, one.sum(axis=0), one @ W.T), strict=True):
        mistakes[name][unused] = wrong
    (n, d), k = X.shape, W.shape[1]
    if n == k:
        mistakes["db"]["this is a sum over the neurons. Sum over the examples, axis 0."] = (
            upstream.sum(axis=1)
        )
    if d == k:
        mistakes["dX"]["W is not in it"] = upstream
        mistakes["dX"]["W must be transposed. Row i of W belongs to input i."] = upstream @ W
    if n == d == k:
        mistakes["dW"]["X must be transposed. The sum runs over the examples."] = X @ upstream
    return Case("dense_backward", (upstream, X, W), right, mistakes, n=n)
