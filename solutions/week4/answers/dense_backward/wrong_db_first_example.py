# score: 3.5 of 5
# mistake: takes db from the first example
# hint: only the first example


def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    db = upstream[0]
    dX = upstream @ W.T
    return dW, db, dX
