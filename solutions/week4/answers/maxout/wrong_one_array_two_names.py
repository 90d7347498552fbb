# score: 2 of 4
# mistake: dw1 and dw2 are one array
# hint: Are dw1 and dw2 two arrays?


def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)


def maxout_backward(upstream, X, w1, b1, w2, b2):
    dw1 = dw2 = np.zeros(len(w1))
    db1 = db2 = 0.0
    for u, x in zip(upstream, X):
        if x @ w1 + b1 >= x @ w2 + b2:
            dw1 += u * x
            db1 += u
        else:
            dw2 += u * x
            db2 += u
    return dw1, db1, dw2, db2
