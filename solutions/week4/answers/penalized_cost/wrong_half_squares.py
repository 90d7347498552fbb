# score: 0 of 5
# mistake: writes half the sum of squares
# hint: halved


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        size, slope = np.sum(w**2), 2 * w
    else:
        size, slope = np.sum(np.abs(w)), np.sign(w)
    return np.sum(r**2) / 2 + lam * size, -X.T @ r + lam * slope, -np.sum(r)
