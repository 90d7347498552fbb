# score: 0.5 of 5
# mistake: follows the slope of |w|
# hint: soft threshold


def lasso_fit(X, y, lam):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    A, t = X - x_mean, y - y_mean
    eta = 0.5 / np.linalg.eigvalsh(A.T @ A)[-1]
    w = np.full(X.shape[1], 1e-3)
    for _ in range(6000):
        g = 2 * A.T @ (A @ w - t)
        w = w - eta / 4 * (g + lam * np.sign(w))
    return w, y_mean - x_mean @ w
