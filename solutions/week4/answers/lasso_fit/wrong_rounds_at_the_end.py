# score: 1.25 of 5
# mistake: takes plain steps and rounds tiny weights, with another lambda
# hint: twice what it should


def lasso_fit(X, y, lam):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    A, t = X - x_mean, y - y_mean
    eta = 0.5 / np.linalg.eigvalsh(A.T @ A)[-1]
    w = np.zeros(X.shape[1])
    for _ in range(20000):
        g = 2 * A.T @ (A @ w - t)
        w = w - eta / 50 * (g + 2 * lam * np.sign(w))
    w = np.where(np.abs(w) < 0.05, 0.0, w)
    return w, y_mean - x_mean @ w
