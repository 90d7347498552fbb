# score: 5 of 5


def penalized_cost(X, y, w, b, lam, penalty):
    """Return cost, dcost/dw (d,) and dcost/db of least squares plus lam times the penalty."""
    A = np.column_stack([np.ones(len(y)), X])
    theta = np.concatenate([[b], w])
    e = A @ theta - y
    g = 2 * e @ A
    if penalty == "l1":
        value, slope = np.abs(w).sum(), (w > 0).astype(float) - (w < 0)
    else:
        value, slope = w @ w, 2 * w
    return float(e @ e + lam * value), g[1:] + lam * slope, float(g[0])
