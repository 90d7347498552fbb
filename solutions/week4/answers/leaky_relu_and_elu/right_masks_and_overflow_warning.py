# score: 4 of 4


def leaky_relu(z, slope=0.1):
    z = np.asarray(z)
    return np.maximum(slope * z, z), (z > 0) + slope * (z <= 0)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    return np.where(z < 0, alpha * (np.exp(z) - 1), z), np.where(z < 0, alpha * np.exp(z), 1)
