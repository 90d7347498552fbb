# score: 3 of 3


def stable_sigmoid(z):
    a = np.where(np.asarray(z) >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
    return a, a * (1 - a)
