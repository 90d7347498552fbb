# score: 0 of 4
# mistake: the maximum of each product
# hint: feature by feature
def maxout(X, w1, b1, w2, b2):
    return np.maximum(X * w1 + b1, X * w2 + b2).sum(axis=1)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    s = X * w1 + b1 >= X * w2 + b2
    return (
        (upstream[:, None] * X * s).sum(0),
        (upstream[:, None] * s).sum(),
        (upstream[:, None] * X * ~s).sum(0),
        (upstream[:, None] * ~s).sum(),
    )
