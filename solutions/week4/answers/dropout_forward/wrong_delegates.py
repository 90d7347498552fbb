# score: 0 of 4
# mistake: lets the library's layer do it
# hint: your own implementation


def dropout_forward(x, p, training, rng):
    layer = Dropout(p, rng=rng)
    a = layer.forward(x, training=training)
    return a, np.ones(x.shape) if layer.mask is None else layer.mask
