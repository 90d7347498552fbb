# score: 2.25 of 4
# mistake: writes ReLU
# hint: this is ReLU


def leaky_relu(z, slope=0.1):
    z = np.asarray(z)
    return np.maximum(0, z), np.where(z > 0, 1.0, 0.0)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    left = alpha * (np.exp(np.minimum(z, 0)) - 1)
    return np.where(z >= 0, z, left), np.where(z >= 0, 1.0, left + alpha)
