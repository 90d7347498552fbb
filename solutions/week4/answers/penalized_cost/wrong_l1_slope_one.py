# score: 3 of 5
# mistake: forgets the sign in the slope of |w|
# hint: pulls all weights the same way


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        size, slope = np.sum(w**2), 2 * w
    else:
        size, slope = np.sum(np.abs(w)), np.ones(len(w))
    return np.sum(r**2) + lam * size, -2 * X.T @ r + lam * slope, -2 * np.sum(r)
