# score: 2.75 of 4
# mistake: takes the larger of slope and z
# hint: slope times z belongs


def leaky_relu(z, slope=0.1):
    z = np.asarray(z)
    return np.maximum(slope, z), np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    left = alpha * (np.exp(np.minimum(z, 0)) - 1)
    return np.where(z >= 0, z, left), np.where(z >= 0, 1.0, left + alpha)
