# score: 3 of 3


def stable_sigmoid(z):
    a = 1 / (1 + np.exp(-np.asarray(z, dtype=float)))
    return [a, a * (1 - a)]
