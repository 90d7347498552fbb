# score: 3.5 of 5
# mistake: keeps an axis of length one in db
# hint: no keepdims


def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    db = upstream.sum(axis=0, keepdims=True)
    dX = upstream @ W.T
    return dW, db, dX
