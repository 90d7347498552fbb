# score: 4.5 of 5
# mistake: dX takes the type of X, and whole numbers cut it
# hint: with whole numbers in X: dX holds whole numbers


def dense_backward(upstream, X, W):
    dX = np.zeros_like(X)
    for i in range(len(X)):
        dX[i] = W @ upstream[i]
    return X.T @ upstream, upstream.sum(axis=0), dX
