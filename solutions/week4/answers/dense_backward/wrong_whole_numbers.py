# score: 3.5 of 5
# mistake: collects db in an array of whole numbers
# hint: db holds whole numbers


def dense_backward(upstream, X, W):
    n, k = upstream.shape
    db = np.array([0] * k)
    for i in range(n):
        for j in range(k):
            db[j] = db[j] + upstream[i, j]
    return X.T @ upstream, db, upstream @ W.T
