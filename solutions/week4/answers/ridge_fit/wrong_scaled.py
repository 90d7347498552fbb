# score: 1 of 4
# mistake: standardises and forgets to scale back
# hint: standardised columns


def ridge_fit(X, y, lam):
    xm, ym = X.mean(axis=0), y.mean()
    A, t = (X - xm) / X.std(axis=0), y - ym
    w = np.linalg.solve(A.T @ A + lam * np.eye(A.shape[1]), A.T @ t)
    return w, ym - xm @ w
