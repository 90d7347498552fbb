# score: 1 of 4
# mistake: a piece learns where it is positive, as with ReLU
# hint: a piece learns wherever it is positive


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    f, g = X @ w1 + b1 > 0, X @ w2 + b2 > 0
    return X.T @ (upstream * f), (upstream * f).sum(), X.T @ (upstream * g), (upstream * g).sum()
