# score: 4.5 of 5
# mistake: the errors are written into y
# hint: y was changed by the call


def penalized_cost(X, y, w, b, lam, penalty):
    y -= X @ w + b
    if penalty == "l2":
        return y @ y + lam * w @ w, -2 * X.T @ y + 2 * lam * w, -2 * y.sum()
    return y @ y + lam * np.abs(w).sum(), -2 * X.T @ y + lam * np.sign(w), -2 * y.sum()
