# score: 1.75 of 4
# mistake: writes alpha e^z - 1
# hint: Mind the brackets


def leaky_relu(z, slope=0.1):
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, slope * z), np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    e = alpha * np.exp(np.minimum(z, 0))
    return np.where(z >= 0, z, e - 1), np.where(z >= 0, 1.0, e)
