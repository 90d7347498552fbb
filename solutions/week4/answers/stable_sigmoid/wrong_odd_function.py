# score: 0 of 3
# mistake: mirrors the sigmoid as if it were odd
# hint: gives 1 - a, not -a


def stable_sigmoid(z):
    z = np.asarray(z, dtype=float)
    a = 1 / (1 + np.exp(-np.abs(z)))
    a[z < 0] = -a[z < 0]
    return a, a * (1 - a)
