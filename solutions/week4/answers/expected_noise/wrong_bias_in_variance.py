# score: 0.5 of 3
# mistake: the bias counts as noise
# hint: A constant has no variance


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = p / (1 - p) * (X**2 @ w**2 + b**2)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
