# score: 0.75 of 3
# mistake: returns a twice
# hint: this is a itself


def stable_sigmoid(z):
    a = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return a, a
