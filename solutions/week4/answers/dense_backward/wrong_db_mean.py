# score: 3.5 of 5
# mistake: averages db over the examples
# hint: db is too small by a factor of n


def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    db = upstream.mean(axis=0)
    dX = upstream @ W.T
    return dW, db, dX
