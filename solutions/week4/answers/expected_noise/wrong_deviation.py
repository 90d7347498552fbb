# score: 0.5 of 3
# mistake: standard deviation
# hint: standard deviation


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = np.sqrt(p / (1 - p) * (X**2 @ w**2))
    return mean, variance, np.mean((mean - y) ** 2 + variance)
