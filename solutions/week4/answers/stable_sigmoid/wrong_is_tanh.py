# score: 0 of 3
# mistake: writes tanh
# hint: this is tanh


def stable_sigmoid(z):
    a = np.tanh(z)
    return a, 1 - a**2
