# score: 1.75 of 4
# mistake: forgets the -1
# hint: the curve jumps at 0


def leaky_relu(z, slope=0.1):
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, slope * z), np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    e = alpha * np.exp(np.minimum(z, 0))
    return np.where(z >= 0, z, e), np.where(z >= 0, 1.0, e)
