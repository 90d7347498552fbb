# score: 5 of 5
def dense_backward(upstream, X, W):
    Xb = np.hstack([X, np.ones((X.shape[0], 1))])
    G = Xb.T @ upstream
    return G[:-1], G[-1], upstream.dot(W.transpose())
