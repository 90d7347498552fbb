"""The chain rule, recomputed by finite differences; bugs are found by running the code."""

import math

FORWARD = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": lambda z: 1 - 2 / (math.exp(2 * z) + 1),
}


def sigmoid_cross_entropy(question):
    """Find z from a by the logit, then differentiate the loss numerically."""
    g = question.given
    z, h = math.log(g["a"] / (1 - g["a"])), 1e-5
    inner = g["x"] if g["asked"] == "w" else 1.0

    def loss(step):
        a = 1 / (1 + math.exp(-(z + step * inner)))
        return -g["y"] * math.log(a) - (1 - g["y"]) * math.log(1 - a)

    return round((loss(h) - loss(-h)) / (2 * h), 6)


def derive_gradient(question):
    g, h = question.given, 1e-5

    def loss(w):
        return (FORWARD[g["activation"]](w * g["x"][0] + g["b"]) - g["y"]) ** 2

    return round((loss(g["w"][0] + h) - loss(g["w"][0] - h)) / (2 * h), 6)


def _run(lines):
    """Run the listed step and return every number it makes."""
    names = {"x": 1.7, "w": 0.6, "b": 0.3, "y": 2.2, "rate": 0.1,
             "g": lambda z: z**3, "g_prime": lambda z: 3 * z**2}  # fmt: skip
    for line in lines:
        exec(line, {}, names)
    return names


def buggy_step(question):
    """The line whose result differs first from a right step is the wrong one."""
    shown = _run(question.given["lines"])
    z = 0.6 * 1.7 + 0.3
    dz = 2 * (z**3 - 2.2) * 3 * z**2
    right = {"z": z, "dz": dz, "dw": dz * 1.7, "db": dz, "w": 0.6 - 0.1 * dz * 1.7}
    for number, (name, value) in enumerate(right.items(), start=1):
        if not math.isclose(shown[name], value, rel_tol=1e-9):
            return {f"Line {number}"}
    raise AssertionError("no line is wrong")


ORACLES = [sigmoid_cross_entropy, derive_gradient, buggy_step]
