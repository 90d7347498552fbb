# score: 5 of 5


def dense_backward(upstream, X, W):
    dW = sum(np.outer(x, u) for x, u in zip(X, upstream))
    return dW.tolist(), list(np.ones(len(X)) @ upstream), [list(W @ u) for u in upstream]
