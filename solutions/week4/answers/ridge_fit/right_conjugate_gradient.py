# score: 4 of 4
def ridge_fit(X, y, lam):
    m = X.mean(0)
    Xc = X - m
    A = lambda v: Xc.T @ (Xc @ v) + lam * v
    b = Xc.T @ (y - y.mean())
    x = np.zeros_like(b)
    r = b - A(x)
    p = r.copy()
    for _ in range(10 * len(b)):
        if r @ r < 1e-22:
            break
        Ap = A(p)
        a = r @ r / (p @ Ap)
        x = x + a * p
        rn = r - a * Ap
        p = rn + (rn @ rn) / (r @ r) * p
        r = rn
    return x, y.mean() - m @ x
