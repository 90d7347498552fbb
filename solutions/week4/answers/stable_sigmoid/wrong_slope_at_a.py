# score: 0.75 of 3
# mistake: takes the sigmoid twice
# hint: taken at a


def stable_sigmoid(z):
    def s(v):
        return 0.5 * (1 + np.tanh(np.asarray(v) / 2))

    a = s(z)
    return a, s(a) * (1 - s(a))
