# score: 0 of 2
# mistake: lets the library's layer do it
# hint: your own implementation


def dropout_backward(upstream, kept, p, training):
    layer = Dropout(p, rng=np.random.default_rng(0))
    layer.forward(upstream)
    layer.mask = kept if training else None
    return layer.backward(upstream)
