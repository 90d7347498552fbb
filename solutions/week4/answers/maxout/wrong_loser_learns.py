# score: 1 of 4
# mistake: gives the gradient to the loser
# hint: has the value of dw2


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    won = X @ w1 + b1 < X @ w2 + b2
    u1, u2 = upstream * won, upstream * ~won
    return u1 @ X, u1.sum(), u2 @ X, u2.sum()
