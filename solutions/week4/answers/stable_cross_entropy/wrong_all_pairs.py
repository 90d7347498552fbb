# score: 0 of 4
# mistake: G[:, y] takes whole columns
# hint: Index rows and columns together
def stable_cross_entropy(Z, y):
    S = Z - Z.max(1, keepdims=True)
    n = len(Z)
    L = S - np.log(np.exp(S).sum(1, keepdims=True))
    G = np.exp(L)
    G[:, y] -= 1
    return -L[:, y].mean(), G / n
