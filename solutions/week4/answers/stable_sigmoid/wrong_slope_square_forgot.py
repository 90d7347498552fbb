# score: 0.75 of 3
# mistake: forgets the square of the quotient rule
# hint: denominator must be squared


def stable_sigmoid(z):
    e = np.exp(-np.abs(z))
    a = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return a, e / (1 + e)
