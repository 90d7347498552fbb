# score: 0.5 of 3
# mistake: w is not squared
# hint: w is not squared


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = p / (1 - p) * (X**2 @ w)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
