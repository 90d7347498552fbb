# score: 3 of 5
# mistake: returns the transpose of dX
# hint: dX is transposed


def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    db = upstream.sum(axis=0)
    dX = W @ upstream.T
    return dW, db, dX
