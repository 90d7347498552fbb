# score: 4 of 5
# mistake: takes the norm, not its square
# hint: There is no root


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        size, slope = np.sqrt(np.sum(w**2)), 2 * w
    else:
        size, slope = np.sum(np.abs(w)), np.sign(w)
    return np.sum(r**2) + lam * size, -2 * X.T @ r + lam * slope, -2 * np.sum(r)
