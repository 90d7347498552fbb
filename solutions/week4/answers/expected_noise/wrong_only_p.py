# score: 0.5 of 3
# mistake: the scale is forgotten
# hint: the scale 1/(1 - p) is not in it


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = p * (X**2 @ w**2)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
