"""The backward pass of one dense layer."""

from __future__ import annotations

import numpy as np

from course_lib.hints.cases import Case
from course_lib.hints.memo import computed_once
from course_lib.hints.roads import complex_step


@computed_once
def dense_backward(n: int, d: int, k: int, *, seed: int) -> Case:
    """Return the case of a dense layer with n examples, d inputs and k neurons."""
    rng = np.random.default_rng(seed)
    upstream, X, W, b = (rng.normal(size=s) for s in ((n, k), (n, d), (d, k), (k,)))
    right = {
        "dW": complex_step(lambda W: (upstream * (X @ W + b)).sum(), W),
        "db": complex_step(lambda b: (upstream * (X @ W + b)).sum(), b),
        "dX": complex_step(lambda X: (upstream * (X @ W + b)).sum(), X),
    }
    mistakes: dict[str, dict[str, object]] = {
        "dW": {
            "only the last example is counted. Does each one replace the one before?": np.outer(
                X[-1], upstream[-1]
            ),
            "the examples are not used, only their sum": np.outer(X.sum(0), upstream.sum(0)),
            "only the first example is counted. W is used by all of them.": np.outer(
                X[0], upstream[0]
            ),
        },
        "db": {
            "only the first example is counted. b is used by all of them.": upstream[0],
            "only the last example is counted. b is used by all of them.": upstream[-1],
            "this is dW summed. b has a path of its own, without an input.": right["dW"].sum(
                axis=0
            ),
        },
        "dX": {"X is a factor. The derivative of XW by X is made of W alone.": X * right["dX"]},
    }
    one, unused = np.ones((n, k)), "upstream is not used. It says how much each entry of Z matters."
    for name, wrong in zip(right, (X.T @ one, one.sum(axis=0), one @ W.T), strict=True):
        mistakes[name][unused] = wrong
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
