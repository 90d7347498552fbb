# score: 0 of 2
# mistake: writes / 2 * h
# hint: not divided by 2h


def numeric_gradient(w, b, x, y, h=1e-5):
    w = np.array(w, dtype=float)
    out = np.zeros(len(w))
    for i in range(len(w)):
        e = np.eye(len(w))[i] * h
        out[i] = neuron_loss(w + e, b, x, y) - neuron_loss(w - e, b, x, y)
    return out
