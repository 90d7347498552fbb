# score: 3 of 5
# mistake: abs(w) is written into w
# hint: overwritten
def penalized_cost(X, y, w, b, lam, penalty):
    r = y - X @ w - b
    if penalty == "l1":
        np.abs(w, out=w)
        return (r**2).sum() + lam * w.sum(), -2 * X.T @ r + lam * np.sign(w), -2 * r.sum()
    return (r**2).sum() + lam * (w**2).sum(), -2 * X.T @ r + 2 * lam * w, -2 * r.sum()
