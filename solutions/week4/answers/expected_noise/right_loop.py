# score: 3 of 3


def dropout_noise(X, y, w, b, p):
    means, variances = [], []
    for row in X:
        means.append(b + sum(x * v for x, v in zip(row, w)))
        variances.append(sum((x * v) ** 2 * p / (1 - p) for x, v in zip(row, w)))
    cost = sum((m - t) ** 2 + s for m, s, t in zip(means, variances, y)) / len(y)
    return np.array(means), np.array(variances), cost
