"""Dropout, recomputed by summing over every mask there is."""

from itertools import product
from math import prod

import numpy as np


def _masks(n, p):
    """Every mask of n units and its probability, p being the probability of dropping."""
    for mask in product((0, 1), repeat=n):
        yield mask, prod(1 - p if kept else p for kept in mask)


def dropout_output(question):
    g = question.given
    out = []
    for value, kept in zip(g["x"], g["mask"], strict=True):
        out.append(value if not g["training"] else value / (1 - g["p"]) if kept else 0.0)
    if g["w"] is None:
        return out[g["i"]]
    return sum(w * a for w, a in zip(g["w"], out, strict=True))


def dropout_expectation(question):
    g = question.given
    scale = 1.0 if g["level"] == 1 else 1 / (1 - g["p"])
    sums = [(sum(scale * x * m for x, m in zip(g["x"], mask, strict=True)), chance)
            for mask, chance in _masks(len(g["x"]), g["p"])]  # fmt: skip
    mean = sum(value * chance for value, chance in sums)
    if g["level"] < 3:
        return mean
    return sum((value - mean) ** 2 * chance for value, chance in sums)


def units_left(question):
    g = question.given
    if g["level"] == 1:
        return float(sum(k * chance for k, chance in _counts(g["n"], g["p"])))
    units = 2 if g["level"] == 2 else 3
    rule = all if g["level"] == 2 else any
    return float(sum(chance for mask, chance in _masks(units, g["p"]) if rule(mask)))


def _counts(n, p):
    """The distribution of the number of kept units, built up unit by unit."""
    chances = np.array([1.0])
    for _ in range(n):
        chances = np.convolve(chances, [p, 1 - p])
    return enumerate(chances)


def derive_scaling(question):
    g = question.given
    if "w" not in g:  # solve for the factor: the mean of the two outcomes must be x
        factor = g["x"] / sum(g["x"] * m * chance for (m,), chance in _masks(1, g["p"]))
        return factor * g["x"]
    keep = 1 / (1 - g["p"])
    return sum((g["w"] * g["x"] * m * keep - g["t"]) ** 2 * c for (m,), c in _masks(1, g["p"]))


def buggy_dropout(question):
    """Run the listed function and name what it does wrong."""
    scope = {"np": np}
    exec(question.given["code"], scope)
    f, x = scope["dropout"], np.full((400, 50), 2.0)
    p = f.__defaults__[0]
    out, again = f(x, training=True), f(x, training=True)
    share = float((out == 0).mean())
    kept = float(out[out != 0].mean())
    tests = {
        "It drops in evaluation mode too.": bool((f(x, training=False) == 0).any()),
        "A new generator with a fixed seed draws": bool(np.array_equal(out, again)),
        "All examples of the batch share one mask.": bool((out == out[0]).all()),
        "It keeps with probability $p$": p != 0.5 and abs(share - (1 - p)) < 0.03,
        "The kept values are not rescaled.": np.isclose(kept, 2.0),
        "It divides by the probability of dropping.": p != 0.5 and np.isclose(kept, 2 / p),
        "It multiplies where it should divide.": np.isclose(kept, 2 * (1 - p)),
    }
    if p == 0.5 and not any(tests.values()):  # drop and keep are alike there: read the code
        tests["It keeps with probability $p$"] = "< p" in question.given["code"]
        tests["It divides by the probability of dropping."] = "/ p" in question.given["code"]
    (words,) = (text for text, found in tests.items() if found)
    return {text for text in question.given["bugs"] if text.startswith(words)}


ORACLES = [dropout_output, dropout_expectation, units_left, derive_scaling, buggy_dropout]
