# score: 1.25 of 4
# mistake: averages over all classes
# hint: all classes are averaged


def stable_cross_entropy(Z, y):
    S = Z - Z.max(1, keepdims=True)
    lp = S - np.log(np.exp(S).sum(1, keepdims=True))
    G = np.exp(lp); G[np.arange(len(y)), y] -= 1
    return -lp.mean(), G/len(y)
