# score: 2.75 of 3
# mistake: the result has the type of X
# hint: whole numbers in X


def dropout_noise(X, y, w, b, p):
    variance = np.zeros(len(X), dtype=X.dtype)
    for i in range(len(X)):
        variance[i] = p / (1 - p) * np.sum((X[i] * w) ** 2)
    mean = X @ w + b
    return mean, variance, np.mean((mean - y) ** 2 + variance)
