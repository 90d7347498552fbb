# score: 3.5 of 5
# mistake: does not sum db over the examples
# hint: must be one number


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        return r @ r + lam * w @ w, -2 * X.T @ r + 2 * lam * w, -2 * r
    return r @ r + lam * abs(w).sum(), -2 * X.T @ r + lam * np.sign(w), -2 * r
