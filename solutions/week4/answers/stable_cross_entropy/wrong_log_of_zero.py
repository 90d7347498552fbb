# score: 2.25 of 4
# mistake: takes the logarithm of a probability that is 0
# hint: infinite


def stable_cross_entropy(Z, y):
    n = len(Z)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    p = E / E.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(n), y]).mean()
    p[np.arange(n), y] -= 1
    return loss, p / n
