# score: 3.5 of 5
# mistake: sums the weights without their absolute values
# hint: cancel in the penalty


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        size, slope = np.sum(w**2), 2 * w
    else:
        size, slope = np.sum(w), np.sign(w)
    return np.sum(r**2) + lam * size, -2 * X.T @ r + lam * slope, -2 * np.sum(r)
