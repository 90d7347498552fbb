# score: 0 of 2
# mistake: returns inside the loop
# hint: must have shape


def numeric_gradient(w, b, x, y, h=1e-5):
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = h
        return (neuron_loss(w + e, b, x, y) - neuron_loss(w - e, b, x, y)) / (2 * h)
