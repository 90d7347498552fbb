# score: 1 of 3
# mistake: the mean is multiplied by 1 - p
# hint: without the scale


def dropout_noise(X, y, w, b, p):
    mean = (1 - p) * (X @ w) + b
    variance = p / (1 - p) * (X**2 @ w**2)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
