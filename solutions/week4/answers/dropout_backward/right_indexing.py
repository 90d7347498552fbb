# score: 2 of 2


def dropout_backward(upstream, kept, p, training):
    """Return dL/dx of the shape of upstream = dL/da."""
    grad = np.zeros(upstream.shape, dtype=float)
    grad[kept] = upstream[kept]
    if training and p < 1:
        grad /= 1 - p
    return grad
