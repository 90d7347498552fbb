# score: 1 of 4
# mistake: divides by n
# hint: too small by a factor of n


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    won = X @ w1 + b1 >= X @ w2 + b2
    u1, u2 = upstream * won / len(X), upstream * ~won / len(X)
    return u1 @ X, u1.sum(), u2 @ X, u2.sum()
