# score: 0.5 of 3
# mistake: the mean square of the mask
# hint: Subtract the square of the mean


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = X**2 @ w**2 / (1 - p)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
