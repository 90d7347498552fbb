"""Every option is evaluated and compared with a difference quotient."""

import math
import re

from ._words import by_words

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


def zero_gradient(question):
    """Exactly one of input, slope and error is zero."""
    g = question.given
    z = sum(wi * xi for wi, xi in zip(g["w"], g["x"], strict=True)) + g["b"]
    zero = {"input": g["x"][0] == 0, "slope": z < 0, "error": max(z, 0) == g["y"]}
    assert sum(zero.values()) == 1
    return {g["reasons"][cause] for cause, is_so in zero.items() if is_so}


ORACLES = [local_slopes, bias_update, zero_gradient]
