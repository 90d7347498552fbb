# score: 0.5 of 3
# mistake: the variance of a mask that is not scaled
# hint: without the scale


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = p * (1 - p) * (X**2 @ w**2)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
