"""Features as sets; models fitted."""

import numpy as np
from sklearn.linear_model import Ridge


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


def whose_weights(question):
    """Zeros are the lasso's; of the other two, the larger squares have no penalty."""
    rows = question.given["rows"]
    lasso = next(name for name, row in rows.items() if 0.0 in row)
    others = sorted((n for n in rows if n != lasso), key=lambda n: sum(v * v for v in rows[n]))
    kinds = {"lasso": lasso, "ridge": others[0], "least squares": others[1]}
    return {f"Row {kinds[question.given['kind']]}"}


ORACLES = [lasso_selection, house_weights, whose_weights]
