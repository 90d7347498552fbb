# score: 1 of 4
# mistake: adds lambda to every entry
# hint: on the diagonal


def ridge_fit(X, y, lam):
    xm, ym = X.mean(axis=0), y.mean()
    A, t = X - xm, y - ym
    w = np.linalg.pinv(A.T @ A + lam) @ (A.T @ t)
    return w, ym - xm @ w
