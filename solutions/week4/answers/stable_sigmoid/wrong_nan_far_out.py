# score: 1 of 3
# mistake: uses e^z / (1 + e^z) everywhere
# hint: NaN


def stable_sigmoid(z):
    e = np.exp(z)
    a = e / (1 + e)
    return a, a * (1 - a)
