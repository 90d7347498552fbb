# score: 1.25 of 4
# mistake: subtracts the largest score in one place only
# hint: in one place and not in the other


def stable_cross_entropy(Z, y):
    n = len(Z)
    m = Z.max(1)
    lse = np.log(np.exp(Z - m[:, None]).sum(1))
    loss = (lse - Z[np.arange(n), y]).mean()
    G = np.exp(Z - m[:, None] - lse[:, None])
    G[np.arange(n), y] -= 1
    return loss, G / n
