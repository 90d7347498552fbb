# score: 5 of 5
def lasso_fit(X, y, lam):
    m = X.mean(0)
    Xc = X - m
    yc = y - y.mean()
    G, c = Xc.T @ Xc, Xc.T @ yc
    L = 2 * np.linalg.eigvalsh(G)[-1]
    w = z = np.zeros(X.shape[1])
    t = 1.0
    for _ in range(3000):
        new = soft_threshold(z - 2 * (G @ z - c) / L, lam / L)
        tn = (1 + (1 + 4 * t * t) ** 0.5) / 2
        z = new + (t - 1) / tn * (new - w)
        w, t = new, tn
    return w, y.mean() - m @ w
