# score: 3.5 of 5
# mistake: np.cov of one column is a number, which has no eigenvalues
# hint: with d = 1


def lasso_fit(X, y, lam):
    n = len(X)
    pull = (X - X.mean(axis=0)).T @ (y - y.mean())
    gram = n * np.cov(X, rowvar=False, bias=True)
    step = 0.5 / np.linalg.eigvalsh(gram)[-1]
    w = np.zeros(X.shape[1])
    for _ in range(3000):
        w = soft_threshold(w - step * 2 * (gram @ w - pull), step * lam)
    return w, y.mean() - X.mean(axis=0) @ w
