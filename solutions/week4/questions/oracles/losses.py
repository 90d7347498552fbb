"""Losses, recomputed with scikit-learn and by finite differences."""

import numpy as np
from scipy.special import log_softmax
from sklearn.metrics import hinge_loss, log_loss, mean_squared_error


def mse_value(question):
    return mean_squared_error(question.given["y"], question.given["p"])


def cross_entropy_value(question):
    g = question.given
    if "labels" in g:
        return log_loss(g["labels"], g["rows"], labels=[0, 1, 2])
    return log_loss(g["y"], g["p"], labels=[0, 1])


def hinge_value(question):
    return _hinge(question.given["y"], question.given["s"])


def _hinge(y, s):
    """scikit-learn's hinge loss; with one class only it guesses the sign, so add the other."""
    total = hinge_loss([*y, -1, 1], [*s, -5, 5]) * (len(y) + 2)  # the two added ones cost nothing
    return total / len(y)


def loss_gradient(question):
    g, h = question.given, 1e-5
    if g["loss"] == "softmax":  # any scores with these probabilities will do
        z = np.log(g["p"])

        def loss(step):
            moved = z + step * np.eye(3)[g["asked"]]
            return -log_softmax(moved)[g["label"]]
    elif g["loss"] == "mse":

        def loss(step):
            return mean_squared_error(g["y"], [g["p"][0] + step, *g["p"][1:]])
    else:

        def loss(step):
            return _hinge(g["y"], [g["p"][0] + step, *g["p"][1:]])

    return round((loss(h) - loss(-h)) / (2 * h), 6)


ORACLES = [mse_value, cross_entropy_value, hinge_value, loss_gradient]
