# score: 0 of 4
# mistake: class numbers begin at 1
# hint: begin at 0
def stable_cross_entropy(Z, y):
    S = Z - Z.max(1, keepdims=True)
    n = len(Z)
    L = S - np.log(np.exp(S).sum(1, keepdims=True))
    G = np.exp(L)
    G[np.arange(n), y - 1] -= 1
    return -L[np.arange(n), y - 1].mean(), G / n
