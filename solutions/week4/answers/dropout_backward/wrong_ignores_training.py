# score: 1.5 of 2
# mistake: scales in prediction too
# hint: training=False


def dropout_backward(upstream, kept, p, training):
    if p == 1:
        return np.zeros(np.shape(upstream))
    return np.where(kept, upstream / (1 - p), 0.0)
