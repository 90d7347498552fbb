# score: 2.5 of 4
# mistake: adds what must be subtracted in b
# hint: the other way


def ridge_fit(X, y, lam):
    xm, ym = X.mean(axis=0), y.mean()
    A, t = X - xm, y - ym
    w = np.linalg.solve(A.T @ A + lam * np.eye(A.shape[1]), A.T @ t)
    return w, ym + xm @ w
