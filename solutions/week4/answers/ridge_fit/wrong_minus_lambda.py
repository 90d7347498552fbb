# score: 1 of 4
# mistake: lambda is subtracted
# hint: subtracted
def ridge_fit(X, y, lam):
    m = X.mean(0)
    Xc = X - m
    w = np.linalg.solve(Xc.T @ Xc - lam * np.eye(X.shape[1]), Xc.T @ (y - y.mean()))
    return w, y.mean() - m @ w
