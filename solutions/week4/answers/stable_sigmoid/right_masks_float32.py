# score: 3 of 3


def stable_sigmoid(z):
    z = np.asarray(z, dtype=np.float32)
    a = np.zeros_like(z)
    right = z >= 0
    a[right] = 1 / (1 + np.exp(-z[right]))
    e = np.exp(z[~right])
    a[~right] = e / (1 + e)
    return a, a * (1 - a)
