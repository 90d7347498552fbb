# score: 3.5 of 4
# mistake: squeeze takes away the only axis of a single entry, which then has no len
# hint: with n = 1 it stops with TypeError: len() of unsized object


def leaky_relu(z, slope=0.1):
    z = np.squeeze(np.asarray(z, dtype=float))
    a, derivative = np.empty(z.shape), np.empty(z.shape)
    for i in range(len(z)):
        a[i] = np.maximum(slope * z[i], z[i])
        derivative[i] = np.where(z[i] > 0, 1.0, slope)
    return a, derivative


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    left = alpha * (np.exp(np.minimum(z, 0)) - 1)
    return np.where(z >= 0, z, left), np.where(z >= 0, 1.0, left + alpha)
