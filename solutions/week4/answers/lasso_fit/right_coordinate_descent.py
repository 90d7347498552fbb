# score: 5 of 5


def lasso_fit(X, y, lam):
    A, t = X - X.mean(axis=0), y - y.mean()
    w = np.zeros(X.shape[1])
    for _ in range(300):
        for j in range(len(w)):
            rest = t - A @ w + A[:, j] * w[j]
            pull = A[:, j] @ rest
            w[j] = np.sign(pull) * max(abs(pull) - lam / 2, 0) / (A[:, j] @ A[:, j])
    return w, y.mean() - X.mean(axis=0) @ w
