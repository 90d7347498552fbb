# score: 2 of 2
def numeric_gradient(w, b, x, y, h=1e-5, i=0):
    if i == len(w):
        return np.zeros(0)
    e = np.zeros(len(w))
    e[i] = h
    first = (neuron_loss(w + e, b, x, y) - neuron_loss(w - e, b, x, y)) / (2 * h)
    return np.concatenate([[first], numeric_gradient(w, b, x, y, h, i + 1)])
