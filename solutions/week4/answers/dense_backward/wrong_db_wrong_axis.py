# score: 3.5 of 5
# mistake: sums db over the neurons
# hint: db must have shape


def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    db = upstream.sum(axis=1)
    dX = upstream @ W.T
    return dW, db, dX
