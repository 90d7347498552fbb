# score: 4 of 4


def leaky_relu(z, slope=0.1):
    z = np.asarray(z, dtype=np.float32)
    a = np.maximum(0, z) + slope * np.minimum(0, z)
    return a.tolist(), np.where(z > 0, 1, slope).tolist()


def negative_part(z):
    return np.minimum(np.asarray(z, dtype=np.float32), 0)


def elu(z, alpha=1.0):
    grown = np.exp(negative_part(z))
    a = np.maximum(z, 0) + alpha * (grown - 1)
    da = np.where(np.asarray(z) < 0, alpha * grown, 1)
    return a.tolist(), da.tolist()
