# score: 0.75 of 3
# mistake: clips z at 5
# hint: far out it must be 0 or 1


def stable_sigmoid(z):
    z = np.clip(z, -5, 5)
    a = 1 / (1 + np.exp(-z))
    return a, a * (1 - a)
