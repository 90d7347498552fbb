# score: 2.5 of 4
# mistake: returns the mean of y as the bias
# hint: the mean of y


def ridge_fit(X, y, lam):
    xm, ym = X.mean(axis=0), y.mean()
    A, t = X - xm, y - ym
    w = np.linalg.solve(A.T @ A + lam * np.eye(A.shape[1]), A.T @ t)
    return w, ym
