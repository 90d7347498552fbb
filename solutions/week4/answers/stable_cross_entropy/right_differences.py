# score: 4 of 4
def stable_cross_entropy(Z, y):
    own = Z[np.arange(len(y)), y][:, None]
    D = Z - own
    loss = np.logaddexp.reduce(D, axis=1)
    dZ = np.exp(D - loss[:, None])
    dZ -= np.arange(Z.shape[1])[None] == y[:, None]
    return loss.sum() / loss.size, dZ / loss.size
