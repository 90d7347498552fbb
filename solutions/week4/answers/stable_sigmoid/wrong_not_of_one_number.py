# score: 2.5 of 3
# mistake: asks one number for its shape
# hint: for one number it stops with AttributeError


def stable_sigmoid(z):
    a = np.empty(z.shape)
    right = z >= 0
    a[right] = 1 / (1 + np.exp(-z[right]))
    e = np.exp(z[~right])
    a[~right] = e / (1 + e)
    return a, a * (1 - a)
