# score: 3 of 5
# mistake: divides dW by n
# hint: too small by a factor of n


def dense_backward(upstream, X, W):
    dW = X.T @ upstream / len(X)
    db = upstream.sum(axis=0)
    dX = upstream @ W.T
    return dW, db, dX
