# score: 1.5 of 2
# mistake: nothing goes back in prediction
# hint: let everything through
def dropout_backward(upstream, kept, p, training):
    if not training:
        return np.zeros_like(upstream)
    return upstream * kept / (1 - p) if p < 1 else 0 * upstream
