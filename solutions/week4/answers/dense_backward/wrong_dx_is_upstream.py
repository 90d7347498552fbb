# score: 3 of 5
# mistake: forgets W in dX
# hint: dX must have shape


def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    db = upstream.sum(axis=0)
    dX = upstream
    return dW, db, dX
