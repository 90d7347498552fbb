# score: 1 of 4
# mistake: np.full with 0 makes whole numbers, which cut upstream
# hint: upstream were cut to whole numbers


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    first = X @ w1 + b1 >= X @ w2 + b2
    to_first, to_second = np.full(len(X), 0), np.full(len(X), 0)
    to_first[first] = upstream[first]
    to_second[~first] = upstream[~first]
    return X.T @ to_first, to_first.sum(), X.T @ to_second, to_second.sum()
