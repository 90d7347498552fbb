# score: 0.25 of 2
# mistake: the mask is missing
# hint: the mask is missing


def dropout_backward(upstream, kept, p, training):
    return upstream / (1 - p) if training and p < 1 else upstream
