# score: 0.75 of 5
# mistake: minimises scikit-learn's cost with alpha = lam
# hint: every weight is zero


def lasso_fit(X, y, lam):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    A, t = X - x_mean, y - y_mean
    eta = 0.5 / np.linalg.eigvalsh(A.T @ A)[-1]
    w = np.zeros(X.shape[1])
    for _ in range(4000):
        g = A.T @ (A @ w - t) / len(y)
        w = soft_threshold(w - eta * g, eta * lam)
    return w, y_mean - x_mean @ w
