# score: 4.5 of 5
# mistake: dw has the type of w
# hint: with whole numbers in w


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    slope = 2 * w if penalty == "l2" else np.sign(w)
    dw = np.zeros_like(w)
    for j in range(len(w)):
        dw[j] = -2 * np.sum(X[:, j] * r) + lam * slope[j]
    size = np.sum(w**2) if penalty == "l2" else np.sum(np.abs(w))
    return np.sum(r**2) + lam * size, dw, -2 * np.sum(r)
