# score: 4 of 4


def tanh_prime(a):
    return 1.0 - np.square(a)


def two_layer_backward(X, y, W1, b1, W2, b2):
    hidden = np.tanh(np.einsum("nd,dh->nh", X, W1) + b1)
    error = hidden.dot(W2) + b2 - y
    back = np.einsum("nk,hk,nh->nh", error, W2, tanh_prime(hidden))
    scale = 2.0 / np.prod(y.shape)
    return [
        scale * np.einsum("nd,nh->dh", X, back),
        scale * back.sum(0),
        scale * np.einsum("nh,nk->hk", hidden, error),
        scale * error.sum(0),
    ]
