# score: 1.5 of 5
# mistake: thresholds by lambda, not lambda/2, in coordinate descent
# hint: twice what it should


def lasso_fit(X, y, lam):
    A, t = X - X.mean(axis=0), y - y.mean()
    w = np.zeros(X.shape[1])
    for _ in range(300):
        for j in range(len(w)):
            rest = t - A @ w + A[:, j] * w[j]
            w[j] = soft_threshold(A[:, j] @ rest, lam) / (A[:, j] @ A[:, j])
    return w, y.mean() - X.mean(axis=0) @ w
