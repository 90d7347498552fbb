# score: 0.75 of 3
# mistake: writes z (1 - z)
# hint: z stands where a belongs


def stable_sigmoid(z):
    z = np.asarray(z)
    a = 0.5 * (1 + np.tanh(z / 2))
    return a, z * (1 - z)
