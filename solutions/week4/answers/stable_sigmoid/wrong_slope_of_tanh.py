# score: 0.75 of 3
# mistake: takes the derivative of tanh
# hint: slope of tanh


def stable_sigmoid(z):
    a = 1 / (1 + np.exp(-np.asarray(z)))
    return a, 1 - a**2
