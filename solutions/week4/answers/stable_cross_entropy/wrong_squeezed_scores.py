# score: 3.75 of 4
# mistake: squeeze takes away the axis of a single example
# hint: with n = 1 it stops with AxisError


def stable_cross_entropy(Z, y):
    Z = np.squeeze(Z)
    rows = np.arange(len(y))
    shifted = Z - Z.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dZ = np.exp(log_p)
    dZ[rows, y] -= 1
    return -log_p[rows, y].mean(), dZ / len(y)
