# score: 1.5 of 3
# mistake: the order
# hint: has the value of variance


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = p / (1 - p) * (X**2 @ w**2)
    return variance, mean, np.mean((mean - y) ** 2 + variance)
