# score: 2 of 2


def dropout_backward(upstream, kept, p, training):
    dx = upstream.astype(np.float32)
    dx[~kept] = 0
    if training and kept.any():
        dx /= 1 - p
    return dx.tolist()
