# score: 4 of 4


def stable_cross_entropy(Z, y):
    lse = np.logaddexp.reduce(Z, axis=1, keepdims=True)
    p = np.exp(Z - lse)
    own = np.take_along_axis(Z, y[:, None], axis=1)
    np.put_along_axis(p, y[:, None], np.take_along_axis(p, y[:, None], axis=1) - 1, axis=1)
    return float((lse - own).mean()), p / p.shape[0]
