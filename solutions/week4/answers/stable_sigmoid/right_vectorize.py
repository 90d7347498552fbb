# score: 3 of 3
import math


def _one(v):
    if v >= 0:
        return 1 / (1 + math.exp(-v))
    e = math.exp(v)
    return e / (1 + e)


def stable_sigmoid(z):
    a = np.vectorize(_one, otypes=[float])(z)
    return a, a - a * a
