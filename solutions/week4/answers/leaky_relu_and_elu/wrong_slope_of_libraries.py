# score: 2.25 of 4
# mistake: the slope is 0.01 whatever is asked
# hint: always 0.01
def leaky_relu(z, slope=0.1):
    return np.maximum(0.01 * z, z), np.where(z > 0, 1.0, 0.01)


def elu(z, alpha=1.0):
    left = alpha * np.expm1(np.minimum(z, 0))
    return np.where(z >= 0, z, left), np.where(z >= 0, 1.0, left + alpha)
