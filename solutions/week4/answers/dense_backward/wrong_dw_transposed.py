# score: 3 of 5
# mistake: dW is transposed
# hint: dW is transposed


def dense_backward(upstream, X, W):
    dW = upstream.T @ X
    db = upstream.sum(axis=0)
    dX = upstream @ W.T
    return dW, db, dX
