# score: 4.5 of 5
# mistake: centres the columns that were passed in
# hint: X was changed by the call


def lasso_fit(X, y, lam):
    x_mean, y_mean = X.mean(axis=0), y.mean()
    X -= x_mean
    gram, pull = X.T @ X, X.T @ (y - y_mean)
    step = 0.5 / np.linalg.eigvalsh(gram)[-1]
    w = np.zeros(len(pull))
    for _ in range(3000):
        w = soft_threshold(w - step * 2 * (gram @ w - pull), step * lam)
    return w, y_mean - x_mean @ w
