# score: 2.25 of 4
# mistake: divides the gradient by k
# hint: divided by k, the number of classes


def stable_cross_entropy(Z, y):
    n, k = Z.shape
    S = Z - Z.max(1, keepdims=True)
    L = S - np.log(np.exp(S).sum(1, keepdims=True))
    G = np.exp(L)
    G[np.arange(n), y] -= 1
    return -L[np.arange(n), y].mean(), G / k
