# score: 5 of 5


def dense_backward(upstream, X, W):
    upstream, X, W = (np.asarray(v, dtype=np.float32) for v in (upstream, X, W))
    return X.T.dot(upstream), np.add.reduce(upstream, 0), upstream.dot(W.T)
