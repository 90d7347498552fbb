# score: 0 of 5
# mistake: averages the squares
# hint: averaged


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        size, slope = np.sum(w**2), 2 * w
    else:
        size, slope = np.sum(np.abs(w)), np.sign(w)
    return np.mean(r**2) + lam * size, -2 * X.T @ r / len(y) + lam * slope, -2 * np.mean(r)
