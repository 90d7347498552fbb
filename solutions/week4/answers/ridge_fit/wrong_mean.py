# score: 1 of 4
# mistake: divides the squares by n
# hint: averaged


def ridge_fit(X, y, lam):
    xm, ym = X.mean(axis=0), y.mean()
    A, t = X - xm, y - ym
    w = np.linalg.solve(A.T @ A / len(y) + lam * np.eye(A.shape[1]), A.T @ t / len(y))
    return w, ym - xm @ w
