# score: 4 of 4


def ridge_fit(X, y, lam):
    n, d = X.shape
    top = np.hstack([X, np.ones((n, 1))])
    bottom = np.hstack([np.sqrt(lam) * np.eye(d), np.zeros((d, 1))])
    both = np.linalg.lstsq(np.vstack([top, bottom]), np.append(y, np.zeros(d)), rcond=None)[0]
    return both[:d], both[d]
