# score: 4 of 4


def leaky_relu(z, slope=0.1):
    z = np.array(z, dtype=float)
    a, da = z.copy(), np.ones(z.shape)
    for i in np.ndindex(z.shape):
        if z[i] <= 0:
            a[i] = slope * z[i]
            da[i] = slope
    return a, da


def elu(z, alpha=1.0):
    z = np.array(z, dtype=float)
    a, da = z.copy(), np.ones(z.shape)
    for i in np.ndindex(z.shape):
        if z[i] < 0:
            a[i] = alpha * (np.exp(z[i]) - 1)
            da[i] = alpha * np.exp(z[i])
    return a, da
