# score: 4 of 4


def ridge_fit(X, y, lam):
    A, t = X - X.mean(axis=0), y - y.mean()
    H = A.T @ A + lam * np.eye(X.shape[1])
    w, eta = np.zeros(X.shape[1]), 1 / np.linalg.eigvalsh(H).max()
    for _ in range(5000):
        w = w - eta * (H @ w - A.T @ t)
    return w, y.mean() - X.mean(axis=0) @ w
