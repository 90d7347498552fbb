# score: 4 of 4


def stable_cross_entropy(Z, y):
    n, k = Z.shape
    loss = 0.0
    dZ = np.zeros((n, k))
    for i in range(n):
        m = max(Z[i])
        total = sum(np.exp(z - m) for z in Z[i])
        loss += m + np.log(total) - Z[i, y[i]]
        for j in range(k):
            dZ[i, j] = np.exp(Z[i, j] - m) / total
        dZ[i, y[i]] -= 1
    return loss / n, dZ / n
