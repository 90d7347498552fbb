# score: 0.5 of 2
# mistake: the sign
# hint: wrong sign


def dropout_backward(upstream, kept, p, training):
    if not training:
        return upstream
    return -upstream * kept / (1 - p) if p < 1 else 0 * upstream
