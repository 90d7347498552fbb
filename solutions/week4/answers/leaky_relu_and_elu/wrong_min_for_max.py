# score: 2.75 of 4
# mistake: takes the smaller of the two
# hint: The formula says max


def leaky_relu(z, slope=0.1):
    z = np.asarray(z)
    return np.minimum(slope * z, z), np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    left = alpha * (np.exp(np.minimum(z, 0)) - 1)
    return np.where(z >= 0, z, left), np.where(z >= 0, 1.0, left + alpha)
