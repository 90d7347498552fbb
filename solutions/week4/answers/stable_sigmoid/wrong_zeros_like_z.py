# score: 2.5 of 3
# mistake: the results take the type of z, and whole numbers cut them
# hint: with whole numbers in z: a is zero
# hint: zeros_like takes its type from x


def stable_sigmoid(z):
    z = np.asarray(z)
    a = np.zeros_like(z)
    right = z >= 0
    a[right] = 1 / (1 + np.exp(-z[right]))
    e = np.exp(z[~right])
    a[~right] = e / (1 + e)
    return a, a * (1 - a)
