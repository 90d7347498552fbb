# score: 1 of 3
# mistake: the sign of z is lost
# hint: the sign is lost
def stable_sigmoid(z):
    a = 1 / (1 + np.exp(-np.abs(z)))
    return a, a * (1 - a)
