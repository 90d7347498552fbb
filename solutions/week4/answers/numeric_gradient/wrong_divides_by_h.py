# score: 0 of 2
# mistake: divides by h, not by 2h
# hint: two points are 2h apart


def numeric_gradient(w, b, x, y, h=1e-5):
    w = np.array(w, dtype=float)
    out = np.zeros(len(w))
    for i in range(len(w)):
        e = np.eye(len(w))[i] * h
        out[i] = (neuron_loss(w + e, b, x, y) - neuron_loss(w - e, b, x, y)) / h
    return out
