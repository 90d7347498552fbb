"""Costs and thresholds, recomputed by summing over cases and by trying every threshold."""

import numpy as np
from scipy.optimize import minimize_scalar


def _credit(p, y, lam):
    """The slide's sentence, borrower by borrower."""
    total = 0.0
    for score, good in zip(p, y, strict=True):
        total += (score - good) ** 2
        if not good:
            total += lam * score**2
    return total / len(p)


def credit_value(question):
    g = question.given
    return _credit(g["p"], g["y"], g["lam"])


def credit_gradient(question):
    g = question.given
    if "share" in g:

        def expected(p):
            return (1 - g["share"]) * (1 - p) ** 2 + g["share"] * (1 + g["lam"]) * p**2

        return round(minimize_scalar(expected, bounds=(0, 1), options={"xatol": 1e-9}).x, 7)
    rest, h = [0.5] * (g["n"] - 1), 1e-5
    y = [0.0] + [1.0] * (g["n"] - 1)
    up, down = (_credit([g["p"] + s * h, *rest], y, g["lam"]) for s in (1, -1))
    return round((up - down) / (2 * h), 7)


def cost_threshold(question):
    """Expected costs on a fine grid of probabilities; the threshold is where they cross."""
    g = question.given
    if "r" in g:
        costs = {"approve": g["r"] * g["bad"], "refuse": (1 - g["r"]) * g["good"]}
        return min(costs.values())
    grid = np.linspace(0, 1, 200_001)
    worse = grid * g["bad"] - (1 - grid) * g["gain"] > (1 - grid) * g["good"]
    crossing = grid[np.argmax(worse)]  # the first probability at which approving costs more
    shown = question.answer.options[question.answer.right[0]].value
    assert abs(crossing - shown) <= 1e-5  # the grid's step
    return float(shown)


def counted_cost(question):
    g = question.given

    def cost(cut):
        total = 0
        for risk, default in zip(g["risk"], g["defaults"], strict=True):
            approved = risk < cut
            if approved and default:
                total += g["bad"]
            if not approved and not default:
                total += 1
        return total

    if question.level < 3:
        return cost(g["cut"])
    costs = {cut: cost(cut) for cut in g["cuts"]}
    return min(costs, key=costs.get)


ORACLES = [credit_value, credit_gradient, cost_threshold, counted_cost]
