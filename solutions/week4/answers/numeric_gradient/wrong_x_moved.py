# score: 0 of 2
# mistake: x is moved
# hint: x was moved
def numeric_gradient(w, b, x, y, h=1e-5):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = h
        g[i] = (neuron_loss(w, b, x + e, y) - neuron_loss(w, b, x - e, y)) / (2 * h)
    return g
