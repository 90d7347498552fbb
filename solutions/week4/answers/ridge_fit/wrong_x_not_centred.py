# score: 1 of 4
# mistake: only y is centred
# hint: X is not centred
def ridge_fit(X, y, lam):
    w = np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ (y - y.mean()))
    return w, np.mean(y - X @ w)
