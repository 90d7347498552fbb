# score: 1.75 of 2
# mistake: squeezes a batch of one example to a vector
# hint: with n = 1


def dropout_backward(upstream, kept, p, training):
    if not training:
        return upstream
    dx = np.zeros(upstream.shape)
    if p < 1:
        scaled = np.squeeze(upstream) / (1 - p)
        for i in range(len(scaled)):
            dx[i] = scaled[i] * kept[i]
    return dx
