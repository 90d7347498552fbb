# score: 4 of 5
# mistake: an axis of length 1 is squeezed away
# hint: with n = 1


def penalized_cost(X, y, w, b, lam, penalty):
    X = np.squeeze(X)
    r = y - np.dot(X, w) - b
    if penalty == "l2":
        size, slope = np.sum(w**2), 2 * w
    else:
        size, slope = np.sum(np.abs(w)), np.sign(w)
    return np.sum(r**2) + lam * size, -2 * np.dot(X.T, r) + lam * slope, -2 * np.sum(r)
