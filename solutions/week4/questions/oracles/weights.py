"""Penalties searched, models fitted, sets counted, code run."""

import contextlib
import io

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import Ridge


def spread_cost(question):
    g = question.given
    if g["level"] == 1:
        return g["lam"] * float(np.linalg.norm(g["weights"]) ** 2)
    count = g["level"] if g["level"] == 3 else 2
    # the smallest squares with this sum: the least-norm solution of one equation
    best = np.linalg.lstsq(np.ones((1, count)), np.array([g["total"]]), rcond=None)[0]
    low = g["lam"] * float(best @ best)
    return round(low if count == 3 else g["lam"] * g["total"] ** 2 - low, 8)


def whose_weights(question):
    """Zeros are the lasso's; of the other two, the larger squares have no penalty."""
    rows = question.given["rows"]
    lasso = next(name for name, row in rows.items() if 0.0 in row)
    others = sorted((n for n in rows if n != lasso), key=lambda n: sum(v * v for v in rows[n]))
    kinds = {"lasso": lasso, "ridge": others[0], "least squares": others[1]}
    return {f"Row {kinds[question.given['kind']]}"}


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


def lasso_selection(question):
    """As sets of features."""
    g = question.given
    noise = {("noise", k) for k in range(g["noise"])}
    real = {("real", k) for k in range(g["real"])}
    kept = {("noise", k) for k in range(g["kept_noise"])}
    kept |= {("real", k) for k in range(g["kept"] - g["kept_noise"])}
    if g["level"] == 1:
        return len((noise | real) - kept)
    part, whole = (noise - kept, noise) if g["level"] == 2 else (noise & kept, kept)
    return 100 * len(part) / len(whole)


def house_weights(question):
    g = question.given
    if question.level == 3:
        return float(np.dot(g["w"], g["x"]))
    x = np.array([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]])
    y = g["total"] * x[:, 0]
    if question.level == 1:
        return {t for t, w in g["rows"].items() if not np.allclose(x @ np.array(w), y)}
    ridge = Ridge(alpha=1e-9, fit_intercept=False, solver="svd").fit(x, y).coef_
    return {min(g["rows"], key=lambda t: np.abs(ridge - g["rows"][t]).sum())}


ORACLES = [spread_cost, whose_weights, network_penalty, prints_cost, lasso_selection,
           house_weights]  # fmt: skip
