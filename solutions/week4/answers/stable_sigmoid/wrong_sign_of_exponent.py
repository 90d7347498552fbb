# score: 1 of 3
# mistake: loses the minus in the exponent
# hint: Which sign has the exponent


def stable_sigmoid(z):
    a = 1 / (1 + np.exp(np.asarray(z)))
    return a, a * (1 - a)
