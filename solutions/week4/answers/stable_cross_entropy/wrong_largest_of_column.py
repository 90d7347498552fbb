# score: 0 of 4
# mistake: the largest of each column is subtracted
# hint: of each column
def stable_cross_entropy(Z, y):
    S = Z - Z.max(axis=0)
    n = len(Z)
    L = S - np.log(np.exp(S).sum(1, keepdims=True))
    G = np.exp(L)
    G[np.arange(n), y] -= 1
    return -L[np.arange(n), y].mean(), G / n
