# score: 5 of 5


def gram(X, y):
    """Gram matrix and pull."""
    return X.T @ X, X.T @ y


def lasso_fit(X, y, lam, tol=1e-12):
    Xc = X - X.mean(axis=0)
    G, c = gram(Xc, y - y.mean())
    eta = 0.5 / np.linalg.eigvalsh(G).max()
    w = np.zeros(len(G))
    while True:
        old = w
        u = w - eta * 2 * (G @ w - c)
        w = np.sign(u) * np.maximum(np.abs(u) - eta * lam, 0)
        if np.max(np.abs(w - old)) < tol:
            break
    return w, np.mean(y) - X.mean(axis=0) @ w
