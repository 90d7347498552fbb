# score: 3.25 of 4
# mistake: squeeze takes away the axis of a single feature
# hint: with d = 1 it stops with ValueError


def maxout(X, w1, b1, w2, b2):
    X = np.squeeze(X)
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    first = X @ w1 + b1 >= X @ w2 + b2
    to_first, to_second = upstream * first, upstream * ~first
    return X.T @ to_first, to_first.sum(), X.T @ to_second, to_second.sum()
