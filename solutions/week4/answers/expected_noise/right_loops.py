# score: 3 of 3


def dropout_noise(X, y, w, b, p):
    mean, variance, cost = [], [], 0.0
    for x, target in zip(X, y):
        mean.append(b + sum(wi * xi for wi, xi in zip(w, x)))
        variance.append(sum((wi * xi) ** 2 for wi, xi in zip(w, x)) * p / (1 - p))
        cost += ((mean[-1] - target) ** 2 + variance[-1]) / len(X)
    return mean, variance, cost
