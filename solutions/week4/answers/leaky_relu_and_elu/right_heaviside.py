# score: 4 of 4
def leaky_relu(z, slope=0.1):
    return (1 + slope) / 2 * z + (1 - slope) / 2 * np.abs(z), np.heaviside(z, 0) * (
        1 - slope
    ) + slope


def elu(z, alpha=1.0):
    step = np.heaviside(z, 1)
    e = np.exp(-np.abs(z))
    return step * z + (1 - step) * alpha * (e - 1), step + (1 - step) * alpha * e
