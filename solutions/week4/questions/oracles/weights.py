"""Penalties searched, models fitted, sets counted, code run."""

import contextlib
import io

import numpy as np
from scipy.optimize import minimize


def spread_cost(question):
    g = question.given
    if g["level"] == 1:
        return g["lam"] * float(np.linalg.norm(g["weights"]) ** 2)
    count = g["level"] if g["level"] == 3 else 2
    # the smallest squares with this sum: the least-norm solution of one equation
    best = np.linalg.lstsq(np.ones((1, count)), np.array([g["total"]]), rcond=None)[0]
    low = g["lam"] * float(best @ best)
    return round(low if count == 3 else g["lam"] * g["total"] ** 2 - low, 8)


def network_penalty(question):
    """The slope of the penalised loss by differences; L1 by searching the proximal problem."""
    g = question.given
    if g["level"] == 2:
        return g["b"] - g["rate"] * g["db"]

    def cost(w):
        return g["dw"] * w + g["lam"] * w * w  # the loss is a line near the point

    v = g["w"] - g["rate"] * (cost(g["w"] + 1) - cost(g["w"] - 1)) / 2
    if g["level"] == 1:
        return round(v, 9)
    start = [v]
    found = minimize(lambda u: (u[0] - v) ** 2 / (2 * g["rate"]) + g["l1"] * abs(u[0]), start,
                     method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-14})  # fmt: skip
    return round(float(found.x[0]), 6)


def prints_cost(question):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(question.given["code"], {})  # the listed code is that of the bank
    return float(out.getvalue())


ORACLES = [spread_cost, network_penalty, prints_cost]
