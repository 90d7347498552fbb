# score: 0.75 of 5
# mistake: writes X @ upstream
# hint: X must be transposed


def dense_backward(upstream, X, W):
    dW = X @ upstream
    db = upstream.sum(axis=0)
    dX = upstream @ W.T
    return dW, db, dX
