# score: 0.75 of 5
# mistake: feature j stays in its errors
# hint: feature j is still in the errors


def lasso_fit(X, y, lam):
    A, t = X - X.mean(0), y - y.mean()
    w = np.zeros(A.shape[1])
    for _ in range(300):
        for j in range(len(w)):
            rho = A[:, j] @ (t - A @ w)
            w[j] = (rho - np.clip(rho, -lam / 2, lam / 2)) / (A[:, j] @ A[:, j])
    return w, y.mean() - X.mean(0) @ w
