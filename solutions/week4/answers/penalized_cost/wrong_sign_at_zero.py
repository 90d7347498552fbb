# score: 3 of 5
# mistake: gives |w| the slope 1 at 0
# hint: at 0 is to be taken as 0


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        size, slope = np.sum(w**2), 2 * w
    else:
        size, slope = np.sum(np.abs(w)), np.where(w >= 0, 1, -1)
    return np.sum(r**2) + lam * size, -2 * X.T @ r + lam * slope, -2 * np.sum(r)
