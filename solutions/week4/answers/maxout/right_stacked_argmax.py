# score: 4 of 4


def pieces_of(X, w1, b1, w2, b2):
    return np.stack([np.dot(X, w1) + b1, np.dot(X, w2) + b2])


def maxout(X, w1, b1, w2, b2):
    return pieces_of(X, w1, b1, w2, b2).max(axis=0)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    winner = pieces_of(X, w1, b1, w2, b2).argmax(axis=0)
    share = upstream * (winner == np.arange(2)[:, None])
    dW = np.einsum("pn,nd->pd", share, X)
    db = share.sum(axis=1)
    return dW[0], db[0], dW[1], db[1]
