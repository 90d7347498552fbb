# score: 2.25 of 4
# mistake: cuts the probability off at 1e-15
# hint: cut off at 1e-15


def stable_cross_entropy(Z, y):
    n = len(Z)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    p = E / E.sum(axis=1, keepdims=True)
    loss = -np.log(np.maximum(p[np.arange(n), y], 1e-15)).mean()
    p[np.arange(n), y] -= 1
    return loss, p / n
