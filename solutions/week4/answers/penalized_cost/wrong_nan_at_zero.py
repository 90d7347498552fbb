# score: 3 of 5
# mistake: w / abs(w) at 0
# hint: dw is NaN
def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    s, g = ((w**2).sum(), 2 * w) if penalty == "l2" else (abs(w).sum(), w / abs(w))
    return (r**2).sum() + lam * s, -2 * X.T @ r + lam * g, -2 * r.sum()
