# score: 3.5 of 4
# mistake: the centred columns have the type of X
# hint: with whole numbers in X


def ridge_fit(X, y, lam):
    x_mean = X.mean(axis=0)
    Xc = np.zeros_like(X)
    for j in range(X.shape[1]):
        Xc[:, j] = X[:, j] - x_mean[j]
    w = np.linalg.solve(Xc.T @ Xc + lam * np.eye(X.shape[1]), Xc.T @ (y - y.mean()))
    return w, y.mean() - x_mean @ w
