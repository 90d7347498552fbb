# score: 0.75 of 4
# mistake: e^(alpha z) - 1
# hint: stands in the exponent
def leaky_relu(z, slope=0.1):
    return np.maximum(slope * z, z), np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    left = np.exp(alpha * np.minimum(z, 0)) - 1
    return np.where(z >= 0, z, left), np.where(
        z >= 0, 1.0, alpha * np.exp(alpha * np.minimum(z, 0))
    )
