# score: 0 of 2
# mistake: returns the mask as well
# hint: must return one array, got 2 values

def dropout_backward(upstream, kept, p, training):
    return upstream * kept / (1 - p) if training and p < 1 else upstream * kept, kept
