# score: 1 of 4
# mistake: multiplies by the value instead of its derivative
# hint: the value a is a factor


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    p, q = X @ w1 + b1, X @ w2 + b2
    f = p >= q
    return (
        X.T @ (upstream * f * p),
        (upstream * f * p).sum(),
        X.T @ (upstream * ~f * q),
        (upstream * ~f * q).sum(),
    )
