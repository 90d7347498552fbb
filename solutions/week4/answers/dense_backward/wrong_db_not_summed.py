# score: 3.5 of 5
# mistake: returns upstream for db
# hint: One value per example is left


def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    db = upstream
    dX = upstream @ W.T
    return dW, db, dX
