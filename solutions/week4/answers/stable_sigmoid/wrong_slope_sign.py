# score: 0.75 of 3
# mistake: writes a (a - 1)
# hint: wrong sign


def stable_sigmoid(z):
    a = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return a, a * (a - 1)
