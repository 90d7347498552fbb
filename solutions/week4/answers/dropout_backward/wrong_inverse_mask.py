# score: 0.5 of 2
# mistake: drops the wrong ones
# hint: True means kept


def dropout_backward(upstream, kept, p, training):
    if not training:
        return upstream
    return upstream * (1 - kept) / (1 - p) if p < 1 else 0 * upstream
