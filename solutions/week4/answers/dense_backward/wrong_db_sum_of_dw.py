# score: 3.5 of 5
# mistake: sums dW over the inputs for db
# hint: this is dW summed


def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    return dW, dW.sum(axis=0), upstream @ W.T
