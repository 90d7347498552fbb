# score: 1 of 3
# mistake: chooses one form for the whole array
# hint: NaN


def stable_sigmoid(z):
    z = np.asarray(z)
    if z.sum() > 50:
        a = 1 / (1 + np.exp(-z))
    else:
        a = np.exp(z) / (1 + np.exp(z))
    return a, a * (1 - a)
