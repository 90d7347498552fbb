# score: 1.5 of 3
# mistake: squeezes a single feature to a vector
# hint: with d = 1


def dropout_noise(X, y, w, b, p):
    X = np.squeeze(X)
    mean = X @ w + b
    variance = p / (1 - p) * (X**2 @ w**2)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
