# score: 0.5 of 3
# mistake: the square of the sum
# hint: their variances add


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = p / (1 - p) * (X @ w) ** 2
    return mean, variance, np.mean((mean - y) ** 2 + variance)
