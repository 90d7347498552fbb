# score: 4 of 4
def ridge_fit(X, y, lam):
    m = X.mean(0)
    Xc = X - m
    yc = y - y.mean()
    w = Xc.T @ np.linalg.solve(Xc @ Xc.T + lam * np.eye(len(X)), yc)
    return w.tolist(), y.mean() - m @ w
