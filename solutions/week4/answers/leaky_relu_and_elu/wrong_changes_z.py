# score: 3.5 of 4
# mistake: multiplies the negative entries in place
# hint: z was changed by the call


def leaky_relu(z, slope=0.1):
    z = np.asarray(z, dtype=float)
    derivative = np.where(z > 0, 1.0, slope)
    z[z < 0] *= slope
    return z, derivative


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    left = alpha * (np.exp(np.minimum(z, 0)) - 1)
    return np.where(z >= 0, z, left), np.where(z >= 0, 1.0, left + alpha)
