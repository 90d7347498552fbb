# score: 4 of 4
def maxout(X, w1, b1, w2, b2):
    A = X.T
    W = np.vstack([w1, w2])
    b = np.array([[b1], [b2]])
    return (W @ A + b).max(axis=0)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    A = X.T
    W = np.vstack([w1, w2])
    b = np.array([[b1], [b2]])
    win = (W @ A + b).argmax(axis=0)
    G = np.zeros((2, A.shape[1]))
    G[win, np.arange(A.shape[1])] = upstream
    dW = G @ A.T
    db = G.sum(axis=1)
    return dW[0], db[0], dW[1], db[1]
