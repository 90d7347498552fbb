# score: 5 of 5


def dense_backward(upstream, X, W):
    dW = np.einsum("ni,nj->ij", X, upstream)
    db = np.einsum("nj->j", upstream)
    dX = np.einsum("nj,ij->ni", upstream, W)
    return dW, db, dX
