# score: 4 of 4


def maxout(X, w1, b1, w2, b2):
    d = X.dot(np.subtract(w1, w2)) + (b1 - b2)
    return X.dot(w2) + b2 + (d + abs(d)) / 2


def maxout_backward(upstream, X, w1, b1, w2, b2):
    i = X.dot(w1) + b1 < X.dot(w2) + b2
    return X[~i].T @ upstream[~i], np.sum(upstream[~i]), X[i].T @ upstream[i], np.sum(upstream[i])
