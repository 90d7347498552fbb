# score: 2.5 of 3
# mistake: takes the sizes of z in place
# hint: z was changed by the call


def stable_sigmoid(z):
    z = np.asarray(z, dtype=float)
    negative = z < 0
    z[negative] *= -1
    e = np.exp(-z)
    a = np.where(negative, e, 1.0) / (1 + e)
    return a, a * (1 - a)
