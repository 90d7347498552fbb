# score: 0 of 2
# mistake: moves b
# hint: b was moved, and not w


def numeric_gradient(w, b, x, y, h=1e-5):
    g = np.zeros(len(w))
    for i in range(len(w)):
        g[i] = (neuron_loss(w, b + h, x, y) - neuron_loss(w, b - h, x, y)) / (2 * h)
    return g
