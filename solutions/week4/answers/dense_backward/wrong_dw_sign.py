# score: 3 of 5
# mistake: puts the minus of the update into dW
# hint: wrong sign


def dense_backward(upstream, X, W):
    dW = -(X.T @ upstream)
    db = upstream.sum(axis=0)
    dX = upstream @ W.T
    return dW, db, dX
