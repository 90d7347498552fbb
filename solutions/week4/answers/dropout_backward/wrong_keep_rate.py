# score: 0.5 of 2
# mistake: p is taken as the probability of keeping
# hint: divided by p


def dropout_backward(upstream, kept, p, training):
    return upstream * kept / p if training and p > 0 else upstream
