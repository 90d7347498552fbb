# score: 1.5 of 2
# mistake: stores the results in an array of whole numbers
# hint: as zeros_like(w) makes here


def numeric_gradient(w, b, x, y, h=1e-5):
    g = np.zeros_like(w)
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = h
        g[i] = (neuron_loss(w + e, b, x, y) - neuron_loss(w - e, b, x, y)) / (2 * h)
    return g
