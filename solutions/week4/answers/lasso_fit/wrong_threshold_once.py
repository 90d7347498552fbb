# score: 1.5 of 5
# mistake: thresholds the least squares weights once
# hint: applied once, at the end


def lasso_fit(X, y, lam):
    A, t = X - X.mean(axis=0), y - y.mean()
    w = soft_threshold(np.linalg.lstsq(A, t, rcond=None)[0], lam / len(y))
    return w, y.mean() - X.mean(axis=0) @ w
