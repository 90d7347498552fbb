# score: 2 of 2


def dropout_backward(upstream, kept, p, training):
    if not training or p == 0:
        return upstream
    if p == 1:
        return np.zeros_like(upstream)
    return np.where(kept, upstream / (1 - p), 0)
