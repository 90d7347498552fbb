# score: 3 of 3


def dropout_noise(X, y, w, b, p):
    # no formula: the average over all 2^d masks
    mean, square, cost = 0.0, 0.0, 0.0
    for code in range(2 ** len(w)):
        mask = np.array([code >> i & 1 for i in range(len(w))])
        chance = (1 - p) ** mask.sum() * p ** (len(w) - mask.sum())
        z = X @ (mask * w) / (1 - p) + b
        mean, square = mean + chance * z, square + chance * z**2
        cost += chance * np.mean((z - y) ** 2)
    return mean, square - mean**2, cost
