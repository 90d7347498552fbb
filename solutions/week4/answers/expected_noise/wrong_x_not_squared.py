# score: 0.5 of 3
# mistake: x is not squared
# hint: x is not squared


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = p / (1 - p) * (X @ w**2)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
