# score: 1.75 of 2
# mistake: an array of the type of upstream cuts fractions off
# hint: whole numbers


def dropout_backward(upstream, kept, p, training):
    if not training:
        return upstream
    out = np.zeros_like(upstream)
    if p < 1:
        out[kept] = upstream[kept] / (1 - p)
    return out
