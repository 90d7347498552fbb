"""Indices looked up connection by connection; a step with exact difference quotients."""

import math
import re
from fractions import Fraction

from ._words import by_words


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


LOCAL = [
    ("error is replaced", r"\partial L"), ("loss is doubled", r"\partial L"),
    ("replaced by tanh", r"\partial z}$"), ("leaky ReLU?", r"\partial z}$"),
    ("x^2 + b", r"\partial w}"),
]  # fmt: skip
VALUES = {"w": 0.7, "x": -1.3, "b": 0.4, "y": 0.25}


def local_slopes(question):
    """Level 2 and 3: every option is evaluated and compared with a difference quotient."""
    if question.level == 1:
        return by_words(question, LOCAL)
    tanh = "tanh" in question.prompt.split("What is")[0]
    top, bottom = re.findall(r"partial (\w)", question.prompt.split("What is")[1])

    def state(**moved):
        s = {**VALUES, **moved}
        s["z"] = moved.get("z", s["w"] * s["x"] + s["b"])
        s["a"] = moved.get("a", math.tanh(s["z"]) if tanh else 1 / (1 + math.exp(-s["z"])))
        return {**s, "L": (s["a"] - s["y"]) ** 2}

    at, h = state(), 1e-6
    up, down = (state(**{bottom: at[bottom] + k})[top] for k in (h, -h))
    wanted = (up - down) / (2 * h)

    def value(text):
        code = text.strip("$").replace("^2", "**2")
        code = re.sub(r"(?<=[\w)]) (?=[\w(])", " * ", code)
        return eval(code, {}, at)  # a formula of the bank

    return {o.text for o in question.answer.options if abs(value(o.text) - wanted) < 1e-6}


def bias_update(question):
    g = question.given

    def loss(b):
        pairs = list(zip(g["x"], g["y"], strict=True))
        return sum((g["w"] * x + b - y) ** 2 for x, y in pairs) / len(pairs)

    slope = (loss(g["b"] + 1) - loss(g["b"] - 1)) / 2  # exact for a parabola
    return slope if question.level == 1 else g["b"] - g["rate"] * slope


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


ORACLES = [weight_index, index_gradient, local_slopes, bias_update, full_step]
