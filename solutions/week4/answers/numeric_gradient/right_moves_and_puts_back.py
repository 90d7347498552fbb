# score: 2 of 2


def numeric_gradient(w, b, x, y, h=1e-5):
    w = np.asarray(w).astype(float)
    grad = np.empty(w.shape)
    for i in range(w.size):
        old = w[i]
        w[i] = old + h
        high = neuron_loss(w, b, x, y)
        w[i] = old - h
        low = neuron_loss(w, b, x, y)
        w[i] = old
        grad[i] = (high - low) / (2 * h)
    return grad
