# score: 1 of 4
# mistake: gives the gradient to both pieces
# hint: hears of every example


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    return upstream @ X, upstream.sum(), upstream @ X, upstream.sum()
