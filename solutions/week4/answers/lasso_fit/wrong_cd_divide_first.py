# score: 0.75 of 5
# mistake: divides before the threshold
# hint: divided before the threshold


def lasso_fit(X, y, lam):
    A, t = X - X.mean(0), y - y.mean()
    w = np.zeros(A.shape[1])
    for _ in range(300):
        for j in range(len(w)):
            rho = A[:, j] @ (t - A @ w + A[:, j] * w[j]) / (A[:, j] @ A[:, j])
            w[j] = rho - np.clip(rho, -lam / 2, lam / 2)
    return w, y.mean() - X.mean(0) @ w
