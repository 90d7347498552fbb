# score: 4 of 4


def ridge_fit(X, y, lam):
    X, y = X.astype(np.float32), y.astype(np.float32)
    A = X - X.mean(axis=0)
    w = np.linalg.solve(A.T @ A + np.float32(lam) * np.eye(A.shape[1], dtype=np.float32), A.T @ y)
    return w, y.mean() - X.mean(axis=0) @ w
