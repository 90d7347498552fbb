# score: 5 of 5


def lasso_fit(X, y, lam):
    """The bias is one more coordinate, without a penalty."""
    n, d = X.shape
    w, b = [0.0] * d, 0.0
    r = y.copy()
    squares = (X**2).sum(axis=0)
    for _ in range(1500):
        shift = r.mean()
        b, r = b + shift, r - shift
        for j in range(d):
            pull = float(X[:, j] @ r) + squares[j] * w[j]
            new = 0.0
            if pull > lam / 2:
                new = (pull - lam / 2) / squares[j]
            elif pull < -lam / 2:
                new = (pull + lam / 2) / squares[j]
            if new != w[j]:
                r = r - X[:, j] * (new - w[j])
                w[j] = new
    return w, b
