# score: 3 of 4
# mistake: takes the left slope of ELU at 0
# hint: at z = 0 it must be 1


def leaky_relu(z, slope=0.1):
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, slope * z), np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    e = np.exp(np.minimum(z, 0))
    return np.where(z > 0, z, alpha * (e - 1)), np.where(z > 0, 1.0, alpha * e)
