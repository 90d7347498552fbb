# score: 4 of 4


def maxout(X, w1, b1, w2, b2):
    return [max(sum(x * w1) + b1, sum(x * w2) + b2) for x in X]


def maxout_backward(upstream, X, w1, b1, w2, b2):
    dw = [np.zeros(len(w1)), np.zeros(len(w2))]
    db = [0.0, 0.0]
    for u, x in zip(upstream, X):
        loser_first = np.dot(x, w1) + b1 < np.dot(x, w2) + b2
        piece = 1 if loser_first else 0
        dw[piece] += u * x
        db[piece] += u
    return dw[0], db[0], dw[1], db[1]
