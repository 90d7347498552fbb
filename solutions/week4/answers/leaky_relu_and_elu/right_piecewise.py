# score: 4 of 4
def leaky_relu(z, slope=0.1):
    z = np.asarray(z, dtype=float)
    return np.piecewise(z, [z <= 0], [lambda v: slope * v, lambda v: v]), np.piecewise(
        z, [z <= 0], [slope, 1.0]
    )


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    return (
        np.piecewise(z, [z < 0], [lambda v: alpha * np.expm1(v), lambda v: v]),
        np.piecewise(z, [z < 0], [lambda v: alpha * np.exp(v), 1]),
    )
