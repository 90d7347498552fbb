# score: 3.5 of 5
# mistake: sums db over everything
# hint: One number came out


def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    db = upstream.sum()
    dX = upstream @ W.T
    return dW, db, dX
