# score: 2 of 5
# mistake: leaves lambda out of the gradient
# hint: lambda is not in it


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        size, slope = np.sum(w**2), 2 * w
    else:
        size, slope = np.sum(np.abs(w)), np.sign(w)
    return np.sum(r**2) + lam * size, -2 * X.T @ r + slope, -2 * np.sum(r)
