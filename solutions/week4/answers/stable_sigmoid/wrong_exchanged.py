# score: 0 of 3
# mistake: returns the slope first
# hint: a has the value of slope


def stable_sigmoid(z):
    a = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return a * (1 - a), a
