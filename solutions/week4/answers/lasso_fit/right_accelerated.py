# score: 5 of 5


def lasso_fit(X, y, lam):
    A, target = X - X.mean(axis=0), y - y.mean()
    G, p = A.T @ A, A.T @ target
    eta = 1 / (2 * np.trace(G))  # the trace is at least the largest eigenvalue
    w = momentum = np.zeros(len(p))
    k = 1.0
    for _ in range(3000):
        v = momentum - 2 * eta * (G @ momentum - p)
        new = v - np.clip(v, -eta * lam, eta * lam)
        k, old = (1 + np.sqrt(1 + 4 * k * k)) / 2, k
        momentum, w = new + (old - 1) / k * (new - w), new
    return list(w), np.mean(y) - np.mean(X, axis=0) @ w
