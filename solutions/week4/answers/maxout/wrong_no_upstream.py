# score: 1 of 4
# mistake: forgets upstream
# hint: upstream is not used


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    won = (X @ w1 + b1 >= X @ w2 + b2).astype(float)
    lost = 1 - won
    return won @ X, won.sum(), lost @ X, lost.sum()
