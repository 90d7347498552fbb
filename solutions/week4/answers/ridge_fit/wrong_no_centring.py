# score: 1 of 4
# mistake: fits without a bias
# hint: no bias in the fit


def ridge_fit(X, y, lam):
    xm, ym = X.mean(axis=0), y.mean()
    A, t = X - xm, y - ym
    w = np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
    return w, ym - xm @ w
