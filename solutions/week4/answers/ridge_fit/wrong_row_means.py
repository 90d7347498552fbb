# score: 1 of 4
# mistake: the mean of each row is taken off
# hint: mean of each row
def ridge_fit(X, y, lam):
    m = X.mean(1, keepdims=True)
    Xc = X - m
    w = np.linalg.solve(Xc.T @ Xc + lam * np.eye(X.shape[1]), Xc.T @ (y - y.mean()))
    return w, np.mean(y - X @ w)
