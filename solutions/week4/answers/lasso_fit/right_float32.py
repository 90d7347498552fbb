# score: 5 of 5


def lasso_fit(X, y, lam):
    X, y = np.float32(X), np.float32(y)
    A, t = X - X.mean(axis=0), y - y.mean()
    G, p = A.T @ A, A.T @ t
    eta = np.float32(0.5) / np.linalg.eigvalsh(G)[-1]
    w = np.zeros(len(p), dtype=np.float32)
    for _ in range(3000):
        v = w - 2 * eta * (G @ w - p)
        w = np.sign(v) * np.maximum(np.abs(v) - eta * np.float32(lam), 0)
    return w, y.mean() - X.mean(axis=0) @ w
