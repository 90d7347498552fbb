# score: 1.5 of 2
# mistake: 0/0 for p = 1
# hint: NaN


def dropout_backward(upstream, kept, p, training):
    return upstream * kept / (1 - p) if training else upstream
