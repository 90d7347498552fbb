# score: 1.75 of 3
# mistake: a sum over the examples
# hint: factor of n


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = p / (1 - p) * (X**2 @ w**2)
    return mean, variance, np.sum((mean - y) ** 2 + variance)
