# score: 0 of 5
# mistake: penalises the bias
# hint: the bias is penalised


def lasso_fit(X, y, lam):
    A = np.column_stack([X, np.ones(len(X))])
    w = np.zeros(A.shape[1])
    for _ in range(2000):
        for j in range(len(w)):
            rho = A[:, j] @ (y - A @ w + A[:, j] * w[j])
            w[j] = (rho - np.clip(rho, -lam / 2, lam / 2)) / (A[:, j] @ A[:, j])
    return w[:-1], w[-1]
