# score: 2.5 of 5
# mistake: penalises the bias in value and gradient
# hint: the bias is penalised


def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l2":
        size, slope = np.sum(w**2), 2 * w
    else:
        size, slope = np.sum(np.abs(w)), np.sign(w)
    return (
        np.sum(r**2) + lam * (size + (b**2 if penalty == "l2" else abs(b))),
        -2 * X.T @ r + lam * slope,
        -2 * np.sum(r) + lam * (2 * b if penalty == "l2" else np.sign(b)),
    )
