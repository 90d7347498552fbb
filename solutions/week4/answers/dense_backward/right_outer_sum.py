# score: 5 of 5

from functools import reduce


def dense_backward(upstream, X, W):
    dW = reduce(np.add, (np.outer(x, u) for x, u in zip(X, upstream)))
    db = reduce(np.add, upstream)
    dX = np.vstack([W.dot(u) for u in upstream])
    return dW, db, dX
