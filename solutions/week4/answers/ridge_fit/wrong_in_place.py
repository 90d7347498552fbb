# score: 3.5 of 4
# mistake: centres the columns that were passed in
# hint: X was changed by the call


def ridge_fit(X, y, lam):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    X -= x_mean
    w = np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ (y - y_mean))
    return w, y_mean - x_mean @ w
