# score: 4 of 5
# mistake: squeeze takes away the axis of a single neuron
# hint: with n = 1 it stops with ValueError


def dense_backward(upstream, X, W):
    upstream = np.squeeze(upstream)
    return X.T @ upstream, upstream.sum(axis=0), upstream @ W.T
