# score: 0 of 5
# mistake: y is a column
# hint: n times n
def penalized_cost(X, y, w, b, lam, penalty):
    r = y[:, None] - X @ w - b
    s, g = ((w**2).sum(), 2 * w) if penalty == "l2" else (abs(w).sum(), np.sign(w))
    return (r**2).sum() + lam * s, -2 * X.T @ r.sum(1) + lam * g, -2 * r.sum()
