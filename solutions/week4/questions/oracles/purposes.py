"""Losses searched over all predictions, money counted case by case, code run."""

import contextlib
import io

from scipy.optimize import minimize_scalar
from sklearn.metrics import log_loss

from ._words import by_words

WHY = [
    ("loss function define", "model should optimize"), ("a bank design", "mistakes cost"),
    ("added to the MSE", "approving risky"), ("number of wrong decisions", "staircase"),
    ("remark to be made", "smooth stand-in"), ("L2 penalty both", "how firmly"),
    ("score of 0.5 not", "probability that"), ("from the threshold for", "counted twice"),
    ("true share of ones", "The squared error"),
]  # fmt: skip


def why_custom_loss(question):
    if "true share of ones" in question.prompt:  # one option begins like the right one
        return {"The squared error"}
    return by_words(question, WHY)


def best_constant(question):
    g = question.given
    if g["level"] == 1:
        best = minimize_scalar(lambda p: sum((p - y) ** 2 for y in g["y"]))
        return round(float(best.x), 6)
    ones, zeros = g["good"], g["n"] - g["good"]
    labels = [1] * ones + [0] * zeros
    if g["level"] == 2:
        tenths = [k / 10 for k in range(1, 10)]
        return min(tenths, key=lambda p: log_loss(labels, [p] * len(labels), labels=[0, 1]))
    best = minimize_scalar(lambda p: ones * (p - 1) ** 2 + g["weight"] * zeros * p * p,
                           tol=1e-12)  # fmt: skip
    return float(best.x)


def real_metric(question):
    g = question.given
    wrongs = []
    for p in g["models"]:
        approved = {i for i in range(5) if p[i] >= 0.5}
        risky = {i for i in range(5) if g["y"][i] == 0}
        cost = g["risky"] * len(approved & risky)
        wrongs.append((round(sum((a - b) ** 2 for a, b in zip(p, g["y"], strict=True)), 6),
                       cost + g["refused"] * len(set(range(5)) - approved - risky)))  # fmt: skip
    if g["level"] < 3:
        return wrongs[1][g["level"] - 1]
    taken, other = sorted(wrongs)
    return taken[1] - other[1]


def prints_credit(question):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(question.given["code"], {})  # the listed code is that of the bank
    return float(out.getvalue())


ORACLES = [why_custom_loss, best_constant, real_metric, prints_credit]
