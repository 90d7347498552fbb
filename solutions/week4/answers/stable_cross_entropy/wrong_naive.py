# score: 2.25 of 4
# mistake: computes the probabilities first
# hint: NaN


def stable_cross_entropy(Z, y):
    n = len(Z)
    E = np.exp(Z)
    p = E / E.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(n), y]).mean()
    p[np.arange(n), y] -= 1
    return loss, p / n
