# score: 1.75 of 3
# mistake: the cost is said to be unchanged
# hint: Only the mean of the output is unchanged


def dropout_noise(X, y, w, b, p):
    mean = X @ w + b
    variance = p / (1 - p) * (X**2 @ w**2)
    return mean, variance, np.mean((mean - y) ** 2)
