# score: 3 of 5
# mistake: forces the shapes until nothing complains
# hint: dX has wrong values


def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    db = upstream.sum(axis=0)
    dX = upstream @ W.reshape(W.shape[::-1])
    return dW, db, dX
