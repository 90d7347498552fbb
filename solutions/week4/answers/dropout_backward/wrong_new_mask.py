# score: 0.5 of 2
# mistake: draws a mask of its own
# hint: does not depend on kept


def dropout_backward(upstream, kept, p, training):
    if not training:
        return upstream
    return (
        upstream * (np.random.default_rng(0).random(upstream.shape) >= p) / (1 - p)
        if p < 1
        else 0 * upstream
    )
