# score: 3 of 3


def stable_sigmoid(z):
    a = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return a, a * (1 - a)
