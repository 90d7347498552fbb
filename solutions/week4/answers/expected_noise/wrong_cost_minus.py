# score: 1.75 of 3
# mistake: the noise is subtracted
# hint: the noise lowers the cost


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = p / (1 - p) * (X**2 @ w**2)
    return mean, variance, np.mean((mean - y) ** 2 - variance)
