# score: 3 of 3


def stable_sigmoid(z):
    z = np.asarray(z)
    a = np.exp(-np.logaddexp(0, -z))
    b = np.exp(-np.logaddexp(0, z))
    return a, a * b
