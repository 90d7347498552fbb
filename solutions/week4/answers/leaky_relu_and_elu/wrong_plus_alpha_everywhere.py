# score: 1.75 of 4
# mistake: a + alpha on the right too
# hint: right on the left only
def leaky_relu(z, slope=0.1):
    return np.maximum(slope * z, z), np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    a = np.where(z >= 0, z, alpha * np.expm1(np.minimum(z, 0)))
    return a, a + alpha
