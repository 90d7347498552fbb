# score: 0 of 4
# mistake: returns no derivatives
# hint: must be 2 values


def leaky_relu(z, slope=0.1):
    return np.maximum(slope * np.asarray(z), z)


def elu(z, alpha=1.0):
    return np.where(np.asarray(z) >= 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))
