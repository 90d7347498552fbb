# score: 2 of 5
# mistake: adds the penalty to the cost only
# hint: the gradient of the penalty is missing


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        size, slope = np.sum(w**2), 2 * w
    else:
        size, slope = np.sum(np.abs(w)), np.sign(w)
    return np.sum(r**2) + lam * size, -2 * X.T @ r, -2 * np.sum(r)
