# score: 0.5 of 2
# mistake: multiplied by 1 - p
# hint: The forward pass divides


def dropout_backward(upstream, kept, p, training):
    return upstream * kept * (1 - p) if training else upstream
