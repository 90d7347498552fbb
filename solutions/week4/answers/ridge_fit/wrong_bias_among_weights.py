# score: 0.5 of 4
# mistake: returns the bias among the weights
# hint: one entry too many


def ridge_fit(X, y, lam):
    n, d = X.shape
    A = np.hstack([np.ones((n, 1)), X])
    P = lam * np.eye(d + 1)
    P[0, 0] = 0
    v = np.linalg.solve(A.T @ A + P, A.T @ y)
    return v, v[0]
