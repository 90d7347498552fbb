# score: 3.75 of 4
# mistake: takes the largest score off Z in place
# hint: Z was changed by the call


def stable_cross_entropy(Z, y):
    rows = np.arange(len(Z))
    Z -= Z.max(axis=1, keepdims=True)
    e = np.exp(Z)
    total = e.sum(axis=1)
    dZ = e / total[:, None]
    dZ[rows, y] -= 1
    return np.mean(np.log(total) - Z[rows, y]), dZ / len(Z)
