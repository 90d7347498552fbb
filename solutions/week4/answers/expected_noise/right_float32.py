# score: 3 of 3


def dropout_noise(X, y, w, b, p):
    X, y, w = np.float32(X), np.float32(y), np.float32(w)
    mean = X.dot(w) + np.float32(b)
    variance = ((X * w) ** 2).sum(1) * np.float32(p / (1 - p))
    return mean, variance, np.array([((mean - y) ** 2 + variance).mean()])
