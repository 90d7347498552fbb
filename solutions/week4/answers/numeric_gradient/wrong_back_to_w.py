# score: 0 of 2
# mistake: the second point is w
# hint: the second point is w
def numeric_gradient(w, b, x, y, h=1e-5):
    w = w.astype(float)
    g = np.zeros(len(w))
    for i in range(len(w)):
        w[i] += h
        up = neuron_loss(w, b, x, y)
        w[i] -= h
        dn = neuron_loss(w, b, x, y)
        g[i] = (up - dn) / (2 * h)
    return g
