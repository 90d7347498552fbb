# score: 3 of 4
# mistake: the derivative at 0 is 0
# hint: not 0
def leaky_relu(z, slope=0.1):
    return np.maximum(slope * z, z), (z > 0) * 1.0 + (z < 0) * slope


def elu(z, alpha=1.0):
    return np.where(z >= 0, z, alpha * np.expm1(np.minimum(z, 0))), (z > 0) * 1.0 + (
        z < 0
    ) * alpha * np.exp(np.minimum(z, 0))
