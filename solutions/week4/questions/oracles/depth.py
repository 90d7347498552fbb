"""All 64 patterns, one after the other."""

import itertools
from itertools import product


def _sum(w, bits):
    return sum(a for a, bit in zip(w, bits, strict=True) if bit)


def symmetry_unit(question):
    g = question.given
    if g["level"] == 1:
        return _sum(g["w"], g["bits"])
    patterns = list(product((0, 1), repeat=6))
    if g["level"] == 3:
        return len([bits for bits in patterns if _sum(g["w"], bits) == 0])
    symmetric = [bits for bits in patterns if bits == bits[::-1]]
    for trial in range(-9, 10):
        w = [trial if i == g["hole"] else v for i, v in enumerate(g["w"])]
        if not any(_sum(w, bits) for bits in symmetric):
            return trial
    raise AssertionError("no weight balances it")


def passes_needed(question):
    """Every parameter is written down and moved to both sides."""
    sizes = question.given["sizes"]
    parameters = list(range(question.given["count"])) if not sizes else []
    for a, b in itertools.pairwise(sizes):
        parameters += [("w", i, j) for i in range(a) for j in range(b)]
        parameters += [("b", j) for j in range(b)]
    return len([(p, side) for p in parameters for side in (1, -1)])


def vanishing_factor(question):
    """The chain as a function that is linear near its point, and a difference of it."""
    g = question.given

    def chain(x):
        for layer in range(g["layers"]):
            slope = 0.25 if g["level"] < 3 else 0.1 if layer < g["off"] else 1.0
            x = slope * (g["weight"] * x)
        return x

    return g["upstream"] * (chain(1.0) - chain(0.0))


ORACLES = [symmetry_unit, passes_needed, vanishing_factor]
