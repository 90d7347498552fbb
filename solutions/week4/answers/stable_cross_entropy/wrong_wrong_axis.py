# score: 0 of 4
# mistake: sums over the examples
# hint: the sums run over the examples


def stable_cross_entropy(Z, y):
    n = len(Z)
    shifted = Z - Z.max(axis=0)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=0))
    p = np.exp(log_p)
    p[np.arange(n), y] -= 1
    return -log_p[np.arange(n), y].mean(), p / n
