# score: 1.25 of 4
# mistake: forgets the own score after the largest was subtracted
# hint: that of the true class is missing

def stable_cross_entropy(Z, y):
    n = len(Z); S = Z - Z.max(1, keepdims=True)
    P = np.exp(S) / np.exp(S).sum(1, keepdims=True)
    G = P.copy(); G[np.arange(n), y] -= 1
    return np.mean(np.log(np.exp(S).sum(1))), G / n
