# score: 3 of 5
# mistake: multiplies dX by X
# hint: X is a factor


def dense_backward(upstream, X, W):
    return X.T @ upstream, upstream.sum(0), (upstream @ W.T) * X
