# score: 0.5 of 2
# mistake: upstream is not used
# hint: upstream is not used
def dropout_backward(upstream, kept, p, training):
    if not training:
        return upstream
    return kept / (1 - p) if p < 1 else 0 * upstream
