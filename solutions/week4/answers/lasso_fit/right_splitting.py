# score: 5 of 5
def lasso_fit(X, y, lam):
    m = X.mean(0)
    A = X - m
    d = X.shape[1]
    G = 2 * A.T @ A
    c = 2 * A.T @ (y - y.mean())
    rho = np.trace(G) / d
    M = np.linalg.inv(G + rho * np.eye(d))
    z = u = np.zeros(d)
    for _ in range(3000):
        w = M @ (c + rho * (z - u))
        z = soft_threshold(w + u, lam / rho)
        u = u + w - z
    return z, y.mean() - m @ z
