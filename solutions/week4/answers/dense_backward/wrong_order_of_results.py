# score: 0 of 5
# mistake: returns dX first
# hint: has the value of dX


def dense_backward(upstream, X, W):
    return upstream @ W.T, X.T @ upstream, upstream.sum(axis=0)
