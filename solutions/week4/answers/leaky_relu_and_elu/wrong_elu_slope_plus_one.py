# score: 1.75 of 4
# mistake: takes a + 1 for the slope
# hint: right for alpha = 1 only


def leaky_relu(z, slope=0.1):
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, slope * z), np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    a = np.where(z >= 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))
    return a, np.where(z >= 0, 1.0, a + 1)
