# score: 3 of 4
# mistake: gives ties to the second piece
# hint: a tie must go to the first piece


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    won = X @ w1 + b1 > X @ w2 + b2
    u1, u2 = upstream * won, upstream * ~won
    return u1 @ X, u1.sum(), u2 @ X, u2.sum()
