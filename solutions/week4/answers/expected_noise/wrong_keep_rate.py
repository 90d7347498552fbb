# score: 0.5 of 3
# mistake: p as the probability of keeping
# hint: p is the probability of dropping


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = (1 - p) / max(p, 1e-9) * (X**2 @ w**2)
    return mean, variance, np.mean((mean - y) ** 2 + variance)
