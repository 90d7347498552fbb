# score: 0 of 2
# mistake: both points are one array
# hint: one array under two names


def numeric_gradient(w, b, x, y, h=1e-5):
    g = np.zeros(len(w))
    for i in range(len(w)):
        up = w
        down = w
        up[i] += h
        down[i] -= h
        g[i] = (neuron_loss(up, b, x, y) - neuron_loss(down, b, x, y)) / (2 * h)
    return g
