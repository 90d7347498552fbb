# score: 5 of 5


def dense_backward(upstream, X, W):
    n, k = upstream.shape
    d = X.shape[1]
    dW, db, dX = np.zeros((d, k)), np.zeros(k), np.zeros((n, d))
    for e in range(n):
        for j in range(k):
            db[j] += upstream[e, j]
            for i in range(d):
                dW[i, j] += upstream[e, j] * X[e, i]
                dX[e, i] += upstream[e, j] * W[i, j]
    return dW, db, dX
