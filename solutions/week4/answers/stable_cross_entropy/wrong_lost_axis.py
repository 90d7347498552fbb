# score: 0 of 4
# mistake: no keepdims
# hint: an axis is lost


def stable_cross_entropy(Z, y):
    S = Z - Z.max(axis=1)
    E = np.exp(S)
    P = E/E.sum(axis=1)
    n = len(y)
    return -np.log(P[range(n), y]).mean(), (P-np.eye(Z.shape[1])[y])/n
