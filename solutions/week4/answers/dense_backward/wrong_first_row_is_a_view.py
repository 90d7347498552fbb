# score: 4.5 of 5
# mistake: db begins as a view of upstream's first row and adds the others into it
# hint: upstream was changed by the call


def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    dX = upstream @ W.T
    db = upstream[0]
    for row in upstream[1:]:
        db += row
    return dW, db, dX
