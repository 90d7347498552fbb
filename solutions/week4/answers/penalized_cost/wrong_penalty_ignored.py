# score: 2.5 of 5
# mistake: the penalty is always L2
# hint: this is the penalty "l2"


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    return np.sum(r**2) + lam * np.sum(w**2), -2 * X.T @ r + 2 * lam * w, -2 * np.sum(r)
