"""Shapes, read off arrays of NumPy that are really built; counts by counting one by one."""

import numpy as np


def parameter_count(question):
    sizes = question.given["sizes"]
    layers = [(sizes[i], sizes[i + 1]) for i in range(len(sizes) - 1)]
    return sum(np.zeros((a, b)).size + np.zeros(b).size for a, b in layers)


def array_shape(question):
    g = question.given
    n, d, k, m = (g[name] for name in "ndkm")
    X, Z = np.zeros((n, d)), np.zeros((n, d)) @ np.zeros((d, k)) + np.zeros(k)
    A, deep = np.zeros((n, m)), question.level == 3
    arrays = {"`W`": np.zeros((d, k)), "`b`": np.zeros(k), "`z`": Z, "dL/dW`": X.T @ Z,
              "dL/db": Z.sum(axis=0), "dL/dx": Z @ np.zeros((d, k)).T, "dL/dz": Z,
              "dL/dW1": X.T @ A, "dL/dW2": A.T @ Z, "dL/da1": Z @ np.zeros((m, k)).T}  # fmt: skip
    (shape,) = {str(a.shape) for key, a in arrays.items() if key in g["asked"]}
    assert deep == any(name in g["asked"] for name in ("W1", "W2", "a1"))
    return shape


def gradient_product(question):
    """Evaluate each option on random arrays, and compare with summing example by example."""
    g = question.given
    rng = np.random.default_rng(0)
    X, W = rng.normal(size=(g["n"], g["d"])), rng.normal(size=(g["d"], g["k"]))
    dZ = rng.normal(size=(g["n"], g["k"]))
    right = {"dW": sum(np.outer(X[i], dZ[i]) for i in range(g["n"])),
             "dX": np.array([W @ dZ[i] for i in range(g["n"])]),
             "db": sum(dZ[i] for i in range(g["n"]))}[g["asked"]]  # fmt: skip
    found = set()
    for option in question.answer.options:
        try:
            value = eval(option.text.strip("`"), {"X": X, "W": W, "dZ": dZ})
        except ValueError:
            continue
        if np.shape(value) == right.shape and np.allclose(value, right):
            found.add(option.text)
    return found


def multiplication_count(question):
    g = question.given
    if "budget" in g:
        count = {h: (g["d"] + 1) * h + (h + 1) * g["k"] for h in range(1, 100)}
        (width,) = (h for h, total in count.items() if total == g["budget"])
        return width
    d, h, k = g["sizes"]
    return sum(1 for _ in range(g["n"]) for _ in range(d * h)) + g["n"] * h * k


ORACLES = [parameter_count, array_shape, gradient_product, multiplication_count]
