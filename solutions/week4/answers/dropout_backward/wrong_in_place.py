# score: 1.75 of 2
# mistake: changes upstream in place
# hint: upstream was changed by the call


def dropout_backward(upstream, kept, p, training):
    if training:
        upstream *= kept
        if p < 1:
            upstream /= 1 - p
    return upstream
