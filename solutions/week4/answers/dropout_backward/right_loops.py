# score: 2 of 2


def dropout_backward(upstream, kept, p, training):
    dx = np.zeros(upstream.shape)
    for place in np.ndindex(*upstream.shape):
        if not training:
            dx[place] = upstream[place]
        elif kept[place]:
            dx[place] = upstream[place] / (1 - p)
    return dx
