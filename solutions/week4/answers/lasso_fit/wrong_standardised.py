# score: 1.5 of 5
# mistake: the penalty acts on standardised columns
# hint: standardised
def lasso_fit(X, y, lam):
    m = X.mean(0)
    s = X.std(0)
    A = (X - m) / s
    G = A.T @ A
    c = A.T @ (y - y.mean())
    eta = 0.5 / np.linalg.eigvalsh(G)[-1]
    w = np.zeros(len(c))
    for _ in range(3000):
        w = soft_threshold(w - 2 * eta * (G @ w - c), eta * lam)
    w = w / s
    return w, y.mean() - m @ w
