# score: 2 of 2
def dropout_backward(upstream, kept, p, training):
    if training is False:
        return 1.0 * upstream
    if not kept.any():
        return np.zeros(upstream.shape)
    return np.einsum("...,...->...", upstream, kept.astype(float)) / (1 - p)
