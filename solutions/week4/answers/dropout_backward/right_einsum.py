# score: 2 of 2


def dropout_backward(upstream, kept, p, training):
    factor = kept / (1 - p) if training and p < 1 else 1.0 * kept
    return np.einsum("...,...->...", upstream, factor)
