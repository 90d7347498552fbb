# score: 3.5 of 4
# mistake: sets the entries of upstream to zero where the second piece won
# hint: upstream was changed by the call


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    second = X @ w2 + b2 > X @ w1 + b1
    dw2, db2 = X[second].T @ upstream[second], upstream[second].sum()
    upstream[second] = 0
    return X.T @ upstream, upstream.sum(), dw2, db2
