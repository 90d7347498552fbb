# score: 1 of 4
# mistake: ignores lambda
# hint: the penalty is not in it


def ridge_fit(X, y, lam):
    xm, ym = X.mean(axis=0), y.mean()
    A, t = X - xm, y - ym
    w = np.linalg.lstsq(A, t, rcond=None)[0]
    return w, ym - xm @ w
