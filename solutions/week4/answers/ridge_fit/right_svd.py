# score: 4 of 4


def ridge_fit(X, y, lam):
    U, s, Vt = np.linalg.svd(X - X.mean(0), full_matrices=False)
    w = Vt.T @ (s / (s**2 + lam) * (U.T @ (y - y.mean())))
    return w.tolist(), float(np.mean(y - X @ w))
