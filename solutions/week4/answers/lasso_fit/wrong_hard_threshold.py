# score: 1.5 of 5
# mistake: the threshold cuts off and does not shorten
# hint: hard threshold


def lasso_fit(X, y, lam):
    A, t = X - X.mean(axis=0), y - y.mean()
    step = 0.5 / np.linalg.eigvalsh(A.T @ A)[-1]
    w = np.zeros(X.shape[1])
    for _ in range(2000):
        w = w - step * 2 * A.T @ (A @ w - t)
        w = np.where(np.abs(w) > step * lam, w, 0)
    return w, y.mean() - X.mean(axis=0) @ w
