# score: 0.5 of 2
# mistake: the scale is missing
# hint: the scale is missing


def dropout_backward(upstream, kept, p, training):
    return upstream * kept
