# score: 1 of 5
# mistake: exchanges the two penalties
# hint: this is the penalty


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        size, slope = np.sum(np.abs(w)), np.sign(w)
    else:
        size, slope = np.sum(w**2), 2 * w
    return np.sum(r**2) + lam * size, -2 * X.T @ r + lam * slope, -2 * np.sum(r)
