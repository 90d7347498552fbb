# score: 1.5 of 5
# mistake: the weights are stored as whole numbers
# hint: whole numbers


def lasso_fit(X, y, lam):
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    w = np.array([0] * X.shape[1])
    for _ in range(300):
        for j in range(len(w)):
            rest = yc - Xc @ w + Xc[:, j] * w[j]
            w[j] = soft_threshold(Xc[:, j] @ rest, lam / 2) / (Xc[:, j] @ Xc[:, j])
    return w, y.mean() - X.mean(axis=0) @ w
