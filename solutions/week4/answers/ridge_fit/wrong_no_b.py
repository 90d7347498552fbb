# score: 0 of 4
# mistake: returns the weights only
# hint: 2 values


def ridge_fit(X, y, lam):
    A, t = X - X.mean(axis=0), y - y.mean()
    return np.linalg.solve(A.T @ A + lam * np.eye(X.shape[1]), A.T @ t)
