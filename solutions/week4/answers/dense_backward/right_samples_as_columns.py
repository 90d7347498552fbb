# score: 5 of 5
def dense_backward(upstream, X, W):
    D, A = upstream.T, X.T
    dW = (D @ A.T).T
    return dW, np.einsum("kn->k", D), (W @ D).T
