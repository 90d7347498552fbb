# score: 0.5 of 5
# mistake: lambda is not used, the threshold is the step
# hint: does not depend on lam


def lasso_fit(X, y, lam):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    A, t = X - x_mean, y - y_mean
    eta = 0.5 / np.linalg.eigvalsh(A.T @ A)[-1]
    w = np.zeros(X.shape[1])
    for _ in range(4000):
        g = 2 * A.T @ (A @ w - t)
        w = soft_threshold(w - eta * g, eta)
    return w, y_mean - x_mean @ w
