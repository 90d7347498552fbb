# score: 2 of 5
# mistake: divides dW and db by n
# hint: A mean is divided by n once


def dense_backward(upstream, X, W):
    dW = X.T @ upstream / len(X)
    db = upstream.mean(axis=0)
    dX = upstream @ W.T
    return dW, db, dX
