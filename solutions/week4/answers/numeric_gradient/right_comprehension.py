# score: 2 of 2


def numeric_gradient(w, b, x, y, h=1e-5):
    return [
        (neuron_loss(w + h * e, b, x, y) - neuron_loss(w - h * e, b, x, y)) / (2 * h)
        for e in np.eye(len(w))
    ]
