# score: 0.75 of 2
# mistake: draws a mask of its own
# hint: entries are wrong


def dropout_backward(upstream, kept, p, training):
    if not training:
        return upstream
    return (
        upstream * (np.random.default_rng(0).random(upstream.shape) >= p) / (1 - p)
        if p < 1
        else 0 * upstream
    )
