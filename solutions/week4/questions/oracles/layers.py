"""Indices looked up connection by connection; a step with exact difference quotients."""

import re
from fractions import Fraction


def weight_index(question):
    g = question.given
    if question.level == 1:
        return {f"$w_{{{g['i']}{g['j']}}}^{{({g['layer']})}}$"}
    weights = {(i, j): w for i, row in enumerate(g["w"], 1) for j, w in enumerate(row, 1)}
    if question.level == 2:
        return weights[g["i"], g["j"]]
    return sum(w * g["y"][i - 1] for (i, j), w in weights.items() if j == g["j"])


def index_gradient(question):
    """From the printed text: the factors of each example; or the sender's output by its name."""
    g = question.given
    if question.level == 1:
        return {f"$y_{g['i']}^{{({g['layer'] - 1})}}$"}
    numbers = [float(v) for v in re.findall(r"= (-?[\d.]+)\$", question.prompt)]
    examples = [numbers[k : k + 3] for k in range(0, len(numbers), 4)]
    assert len(examples) == len(g["rows"])
    return sum(a * b * c for a, b, c in examples)


def full_step(question):
    """Exact difference quotients: along each weight the loss is a parabola near the point."""
    g = question.given
    inputs, units = len(g["v"]), len(g["u"])
    flat = [w for row in g["v"] for w in row] + list(g["u"])

    def loss(weights):
        p = Fraction(0)
        for j in range(units):
            z = sum(weights[i * units + j] * g["x"][i] for i in range(inputs))
            p += weights[inputs * units + j] * max(z, Fraction(0))
        return (p - g["y"]) ** 2

    h = Fraction(1, 100)
    gradient = []
    for k in range(len(flat)):
        up, down = list(flat), list(flat)
        up[k] += h
        down[k] -= h
        gradient.append((loss(up) - loss(down)) / (2 * h))
    return float(loss([w - g["rate"] * d for w, d in zip(flat, gradient, strict=True)]))


ORACLES = [weight_index, index_gradient, full_step]
