# score: 1.25 of 4
# mistake: takes log-softmax for softmax in the gradient
# hint: the logarithm of softmax stands


def stable_cross_entropy(Z, y):
    n = len(Z)
    S = Z - Z.max(1, keepdims=True)
    L = S - np.log(np.exp(S).sum(1, keepdims=True))
    G = L.copy()
    G[np.arange(n), y] -= 1
    return -L[np.arange(n), y].mean(), G / n
