# score: 2.5 of 4
# mistake: the results are stored in an array of whole numbers
# hint: maxout holds whole numbers


def maxout(X, w1, b1, w2, b2):
    a = np.array([0] * len(X))
    for i in range(len(X)):
        a[i] = max(X[i] @ w1 + b1, X[i] @ w2 + b2)
    return a


def maxout_backward(upstream, X, w1, b1, w2, b2):
    first = X @ w1 + b1 >= X @ w2 + b2
    to_first, to_second = upstream * first, upstream * ~first
    return X.T @ to_first, to_first.sum(), X.T @ to_second, to_second.sum()
