# score: 3 of 4
# mistake: multiplies infinity by zero
# hint: elu(z) is NaN


def leaky_relu(z, slope=0.1):
    z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, slope * z), np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    left = alpha * (np.exp(z) - 1)
    return z * (z >= 0) + left * (z < 0), (z >= 0) + (left + alpha) * (z < 0)
