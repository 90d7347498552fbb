# score: 0.25 of 2
# mistake: moves by h/2
# hint: h/2 to each side


def numeric_gradient(w, b, x, y, h=1e-5):
    w = np.array(w, dtype=float)
    out = np.zeros(len(w))
    for i in range(len(w)):
        e = np.eye(len(w))[i] * h
        out[i] = (neuron_loss(w + e / 2, b, x, y) - neuron_loss(w - e / 2, b, x, y)) / h
    return out
