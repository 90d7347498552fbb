# score: 3 of 5
# mistake: each example replaces the one before
# hint: only the last example


def dense_backward(upstream, X, W):
    dW = np.zeros(W.shape)
    for x, u in zip(X, upstream):
        dW = np.outer(x, u)
    return dW, upstream.sum(0), upstream @ W.T
