# score: 2.75 of 4
# mistake: takes the number of classes from the largest y
# hint: for five classes, of which y has four it stops with ValueError


def stable_cross_entropy(Z, y):
    n = len(y)
    k = y.max() + 1
    onehot = np.zeros((n, k))
    onehot[np.arange(n), y] = 1
    m = Z.max(axis=1, keepdims=True)
    log_p = Z - m - np.log(np.exp(Z - m).sum(axis=1, keepdims=True))
    loss = -np.sum(onehot * log_p) / n
    dZ = (np.exp(log_p) - onehot) / n
    return loss, dZ
