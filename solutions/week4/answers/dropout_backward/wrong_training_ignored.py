# score: 1.5 of 2
# mistake: scaled in prediction
# hint: scaled with training=False


def dropout_backward(upstream, kept, p, training):
    return upstream * kept / (1 - p) if p < 1 else 0 * upstream
