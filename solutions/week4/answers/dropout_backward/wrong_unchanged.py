# score: 0.25 of 2
# mistake: dropout is ignored
# hint: as if nothing was dropped


def dropout_backward(upstream, kept, p, training):
    return upstream
