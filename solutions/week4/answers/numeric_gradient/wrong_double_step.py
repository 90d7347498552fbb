# score: 0.25 of 2
# mistake: moves by 2h
# hint: the step is 2h to each side


def numeric_gradient(w, b, x, y, h=1e-5):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = 2 * h
        g[i] = (neuron_loss(w + e, b, x, y) - neuron_loss(w - e, b, x, y)) / (4 * h)
    return g
