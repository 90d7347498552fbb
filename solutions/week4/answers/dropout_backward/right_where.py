# score: 2 of 2


def dropout_backward(upstream, kept, p, training):
    if not training or p == 0:
        return upstream.copy()
    if p == 1:
        return np.zeros_like(upstream, dtype=float)
    return np.where(kept, upstream / (1 - p), 0.0)
