# score: 3 of 3


def stable_sigmoid(z):
    """tanh identity."""
    t = np.tanh(np.multiply(z, 0.5))
    return (1 + t) / 2, (1 - t) * (1 + t) / 4
