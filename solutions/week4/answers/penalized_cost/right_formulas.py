# score: 5 of 5


def penalized_cost(X, y, w, b, lam, penalty):
    """Return cost, dcost/dw (d,) and dcost/db of least squares plus lam times the penalty."""
    r = y - X @ w - b
    cost = np.sum(r**2)
    dw = -2 * X.T @ r
    db = -2 * np.sum(r)
    if penalty == "l2":
        cost = cost + lam * np.sum(w**2)
        dw = dw + 2 * lam * w
    elif penalty == "l1":
        cost = cost + lam * np.sum(np.abs(w))
        dw = dw + lam * np.sign(w)
    return cost, dw, db
