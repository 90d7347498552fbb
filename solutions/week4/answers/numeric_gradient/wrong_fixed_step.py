# score: 0 of 2
# mistake: ignores h
# hint: does not depend on h


def numeric_gradient(w, b, x, y, h=1e-5):
    h = 0.1
    return np.array(
        [
            (neuron_loss(w + h * e, b, x, y) - neuron_loss(w - h * e, b, x, y)) / (2 * h)
            for e in np.eye(len(w))
        ]
    )
