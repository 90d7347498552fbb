"""Facts about activations, measured on a fine grid instead of looked up."""

import numpy as np
from scipy.special import expit

GRID = np.linspace(-40, 40, 80_001)
CURVES = {
    "sigmoid": expit(GRID),
    "tanh": np.tanh(GRID),
    "relu": np.maximum(GRID, 0),
    "leaky_relu": np.maximum(GRID / 10, GRID),
    "elu": np.where(GRID > 0, GRID, np.exp(np.minimum(GRID, 0)) - 1),
}
SLOPES = {name: np.gradient(curve, GRID) for name, curve in CURVES.items()}


def _measured_range(name):
    """The interval as it is written, from the values on the grid."""
    low, high = CURVES[name].min(), CURVES[name].max()
    left = "(-∞" if low < -1.5 else f"[{low:.0f}" if name == "relu" else f"({low:.0f}"
    return f"{left.replace('-0', '0')}, {'∞' if high > 1.5 else f'{high:.0f}'})"


def activation_range(question):
    g = question.given
    titles = {g["titles"][name]: name for name in CURVES}
    if g["level"] == 1:
        return {_measured_range(g["name"])}
    if g["level"] == 2:
        wanted = _measured_range(g["name"])
        assert wanted in question.prompt
        return {title for title, name in titles.items() if _measured_range(name) == wanted}
    return {title for title, name in titles.items() if CURVES[name].min() < 0}


def output_activation(question):
    """By the words of the task: many classes, yes or no, between -1 and 1, any number."""
    g = question.given
    task = g["task"]
    many = ("which of", "exactly one of", "one of three")
    kind = (
        "softmax" if any(word in task for word in many)
        else "tanh" if "-1" in task
        else "sigmoid" if any(w in task for w in ("whether", "probability"))
        else "identity"
    )  # fmt: skip
    return {g["titles"][kind]}


TRUTH = {
    "its slope is nearly 0": lambda c, s: max(abs(s[0]), abs(s[-1])) < 1e-3,
    "are centred on 0": lambda c, s: abs(c[0] + c[-1]) < 1e-6,
    "never larger than 1/4": lambda c, s: s.max() < 0.2501,
    "slope is largest where its output is near 1": lambda c, s: abs(c[s.argmax()] - 1) < 0.05,
    "slope at 0 is 1": lambda c, s: abs(s[40_000] - 1) < 1e-3,
    "read as probabilities": lambda c, s: c.min() >= 0 and c.max() <= 1,
    "stays away from 0 for large inputs": lambda c, s: min(abs(s[0]), abs(s[-1])) > 0.05,
    "no longer learns": lambda c, s: np.all(s[:39_000] == 0),
    "slope is exactly 1": lambda c, s: np.allclose(s[40_010:], 1),
    "shrinks for large positive": lambda c, s: s[-2] < s[41_000] - 1e-6,
    "small gradient for negative": lambda c, s: 0.01 < s[10] < 0.5,
    "no upper bound": lambda c, s: c.max() > 30,
    "smooth at 0": lambda c, s: abs(s[39_990] - s[40_010]) < 0.05,
    "never negative": lambda c, s: c.min() >= 0,
    "levels off at": lambda c, s: abs(c[0] + 1) < 1e-6 and abs(s[0]) < 1e-6,
    "slope has no jump": lambda c, s: abs(s[39_990] - s[40_010]) < 0.05,
    "inputs it returns 0": lambda c, s: np.all(c[:40_000] == 0),
    "bounded from above": lambda c, s: c.max() < 30,
    "needs an exponential": lambda c, s: len(np.unique(s.round(4))) > 5,  # not made of lines
}


def activation_statements(question):
    found = set()
    names = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "relu", "leaky relu": "leaky_relu",
             "elu": "elu"}  # fmt: skip
    for option in question.answer.options:
        title, statement = option.text.split(": ", 1)
        name = names[title.lower()]
        (rule,) = (test for words, test in TRUTH.items() if words in statement)
        if rule(CURVES[name], SLOPES[name]):
            found.add(option.text)
    return found


ORACLES = [activation_range, output_activation, activation_statements]
