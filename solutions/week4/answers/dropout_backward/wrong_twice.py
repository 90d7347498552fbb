# score: 0.5 of 2
# mistake: scaled twice
# hint: scaled twice


def dropout_backward(upstream, kept, p, training):
    if not training:
        return upstream
    return upstream * kept / (1 - p) ** 2 if p < 1 else 0 * upstream
