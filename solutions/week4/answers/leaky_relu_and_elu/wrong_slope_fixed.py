# score: 2.75 of 4
# mistake: writes 0.1 whatever the argument says
# hint: the slope is always 0.1


def leaky_relu(z, slope=0.1):
    z = np.asarray(z)
    return np.maximum(0.1 * z, z), np.where(z > 0, 1.0, 0.1)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    left = alpha * (np.exp(np.minimum(z, 0)) - 1)
    return np.where(z >= 0, z, left), np.where(z >= 0, 1.0, left + alpha)
