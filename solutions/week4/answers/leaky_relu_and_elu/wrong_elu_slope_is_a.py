# score: 1.75 of 4
# mistake: does not differentiate the left side
# hint: this is a on the left


def leaky_relu(z, slope=0.1):
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, slope * z), np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    a = np.where(z >= 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))
    return a, np.where(z >= 0, 1.0, a)
