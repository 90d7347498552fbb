# score: 4 of 5
# mistake: keeps results by the shapes, so other numbers get the old gradients
# hint: dW

CACHE = {}


def dense_backward(upstream, X, W):
    key = (upstream.shape, X.shape, W.shape)
    if key not in CACHE:
        CACHE[key] = (X.T @ upstream, upstream.sum(axis=0), upstream @ W.T)
    return CACHE[key]
