# score: 1 of 5
# mistake: squares lambda
# hint: lambda is squared


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        size, slope = np.sum(w**2), 2 * w
    else:
        size, slope = np.sum(np.abs(w)), np.sign(w)
    return np.sum(r**2) + lam**2 * size, -2 * X.T @ r + lam**2 * slope, -2 * np.sum(r)
