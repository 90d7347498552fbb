# score: 2.25 of 4
# mistake: value and derivative are one array
# hint: the slope came first
def leaky_relu(z, slope=0.1):
    z[z < 0] *= slope
    d = z
    d[z > 0] = 1
    d[z <= 0] = slope
    return z, d


def elu(z, alpha=1.0):
    left = alpha * np.expm1(np.minimum(z, 0))
    return np.where(z >= 0, z, left), np.where(z >= 0, 1.0, left + alpha)
