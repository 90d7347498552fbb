# score: 3 of 4
# mistake: shares ties
# hint: a tie is shared


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    first, second = X @ w1 + b1, X @ w2 + b2
    share = 0.5 * (1 + np.sign(first - second))
    u1, u2 = upstream * share, upstream * (1 - share)
    return u1 @ X, u1.sum(), u2 @ X, u2.sum()
