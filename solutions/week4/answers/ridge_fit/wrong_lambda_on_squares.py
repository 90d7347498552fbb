# score: 1 of 4
# mistake: lambda multiplies the squares
# hint: lambda multiplies the squares


def ridge_fit(X, y, lam):
    Xc = X - X.mean(0)
    w = np.linalg.solve(lam * (Xc.T @ Xc) + np.eye(X.shape[1]), Xc.T @ (y - y.mean()))
    return w, y.mean() - X.mean(0) @ w
