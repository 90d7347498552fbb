# score: 0 of 4
# mistake: transposes the wrong factor
# hint: The shapes do not fit


def ridge_fit(X, y, lam):
    A, t = X - X.mean(axis=0), y - y.mean()
    w = np.linalg.solve(A @ A.T + lam * np.eye(len(X)), A @ t)
    return w, y.mean() - X.mean(axis=0) @ w
