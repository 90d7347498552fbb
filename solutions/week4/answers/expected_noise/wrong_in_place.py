# score: 2.75 of 3
# mistake: squares X in place
# hint: X was changed by the call


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    X *= X
    variance = p / (1 - p) * (X @ w**2)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
