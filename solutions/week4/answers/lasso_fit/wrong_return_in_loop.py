# score: 0.75 of 5
# mistake: returns inside the loop
# hint: only one step was made


def lasso_fit(X, y, lam):
    A, t = X - X.mean(0), y - y.mean()
    eta = 0.5 / np.linalg.eigvalsh(A.T @ A)[-1]
    w = np.zeros(A.shape[1])
    for _ in range(3000):
        u = w - eta * 2 * A.T @ (A @ w - t)
        w = u - np.clip(u, -eta * lam, eta * lam)
        return w, y.mean() - X.mean(0) @ w
