# score: 4 of 4


def maxout(X, w1, b1, w2, b2):
    first, second = X @ w1 + b1, X @ w2 + b2
    return np.where(first > second, first, second)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    upstream = np.asarray(upstream)
    to_second = X @ w2 + b2 > X @ w1 + b1
    to_first = ~to_second
    return (
        X[to_first].T @ upstream[to_first],
        upstream[to_first].sum(),
        X[to_second].T @ upstream[to_second],
        upstream[to_second].sum(),
    )
