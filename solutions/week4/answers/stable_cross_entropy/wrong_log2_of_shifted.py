# score: 1.25 of 4
# mistake: base 2 for the sum, and the scores as they are
# hint: base 2


def stable_cross_entropy(Z, y):
    S = Z - Z.max(axis=1, keepdims=True)
    lp = S - np.log2(np.exp(S).sum(axis=1, keepdims=True))
    P = np.exp(S)/np.exp(S).sum(1, keepdims=True)
    Y = np.eye(Z.shape[1])[y]
    return -(Y*lp).sum(1).mean(), (P-Y)/len(y)
