# score: 1 of 4
# mistake: doubles lambda
# hint: twice what it should


def ridge_fit(X, y, lam):
    xm, ym = X.mean(axis=0), y.mean()
    A, t = X - xm, y - ym
    w = np.linalg.solve(A.T @ A + 2 * lam * np.eye(A.shape[1]), A.T @ t)
    return w, ym - xm @ w
