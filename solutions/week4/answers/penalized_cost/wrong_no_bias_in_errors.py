# score: 0 of 5
# mistake: b is missing in the errors
# hint: b is missing
def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w
    s, g = ((w**2).sum(), 2 * w) if penalty == "l2" else (abs(w).sum(), np.sign(w))
    return (r**2).sum() + lam * s, -2 * X.T @ r + lam * g, -2 * r.sum()
