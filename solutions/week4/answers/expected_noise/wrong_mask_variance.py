# score: 0.75 of 3
# mistake: the variance of a mask that is not scaled
# hint: variance of a mask of 0 and 1


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = p * (1 - p) * (X**2 @ w**2)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
