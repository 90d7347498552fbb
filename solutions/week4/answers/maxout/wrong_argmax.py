# score: 2.5 of 4
# mistake: returns the number of the winner
# hint: number of the winning piece


def maxout(X, w1, b1, w2, b2):
    return np.argmax([X @ w1 + b1, X @ w2 + b2], axis=0)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    won = X @ w1 + b1 >= X @ w2 + b2
    u1, u2 = np.where(won, upstream, 0), np.where(won, 0, upstream)
    return u1 @ X, u1.sum(), u2 @ X, u2.sum()
