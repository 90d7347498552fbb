# score: 3 of 3

import math


def one(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    e = math.exp(z)
    return e / (1 + e)


def stable_sigmoid(z):
    z = np.array(z, dtype=float)
    a = np.empty(z.shape)
    for place in np.ndindex(z.shape):
        a[place] = one(z[place])
    return a, a - a**2
