# score: 0.5 of 3
# mistake: p is fixed to 0.2
# hint: does not depend on p


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = 0.3 * (X**2 @ w**2)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
