# score: 0 of 4
# mistake: takes the likeliest class for the true one
# hint: Where does y come in?
# hint: dZ does not depend on y


def stable_cross_entropy(Z, y):
    rows = np.arange(len(Z))
    true = Z.argmax(axis=1)
    shifted = Z - Z.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dZ = np.exp(log_p)
    dZ[rows, true] -= 1
    return -log_p[rows, true].mean(), dZ / len(Z)
