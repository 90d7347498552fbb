# score: 0 of 3
# mistake: forgets the slope
# hint: stable_sigmoid must be 2 values


def stable_sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z)))
