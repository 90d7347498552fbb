# score: 0.25 of 2
# mistake: the dropped let their gradient through
# hint: lets its gradient through


def dropout_backward(upstream, kept, p, training):
    if not training:
        return upstream
    return np.where(kept, upstream / (1 - p) if p < 1 else 0, upstream)
