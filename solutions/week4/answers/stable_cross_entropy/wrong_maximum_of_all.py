# score: 2.25 of 4
# mistake: subtracts one maximum from all rows
# hint: infinite


def stable_cross_entropy(Z, y):
    n = len(Z)
    shifted = Z - Z.max()
    lse = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    p = np.exp(shifted - lse)
    loss = (lse[:, 0] - shifted[np.arange(n), y]).mean()
    p[np.arange(n), y] -= 1
    return loss, p / n
