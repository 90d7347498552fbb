# score: 1 of 3
# mistake: the bias is missing
# hint: the bias is missing


def dropout_noise(X, y, w, b, p):
    mean = X @ w
    variance = p / (1 - p) * (X**2 @ w**2)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
