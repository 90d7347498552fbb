# score: 5 of 5


def dense_backward(upstream, X, W):
    ones = np.ones((1, len(X)))
    db = (ones @ upstream).squeeze()
    return X.T @ upstream, db, upstream @ W.T
