# score: 2.5 of 4
# mistake: cuts the result at zero
# hint: cut at 0


def maxout(X, w1, b1, w2, b2):
    return np.maximum(0, np.maximum(X @ w1 + b1, X @ w2 + b2))


def maxout_backward(upstream, X, w1, b1, w2, b2):
    won = X @ w1 + b1 >= X @ w2 + b2
    u1, u2 = np.where(won, upstream, 0), np.where(won, 0, upstream)
    return u1 @ X, u1.sum(), u2 @ X, u2.sum()
