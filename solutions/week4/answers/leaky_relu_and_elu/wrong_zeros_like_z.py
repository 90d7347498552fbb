# score: 3.5 of 4
# mistake: the values of leaky ReLU take the type of z, and whole numbers cut them
# hint: with whole numbers in z another result comes than with floats
# hint: zeros_like takes its type from x


def leaky_relu(z, slope=0.1):
    a = np.zeros_like(z)
    a[z > 0] = z[z > 0]
    a[z <= 0] = slope * z[z <= 0]
    return a, np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    left = alpha * (np.exp(np.minimum(z, 0)) - 1)
    return np.where(z >= 0, z, left), np.where(z >= 0, 1.0, left + alpha)
