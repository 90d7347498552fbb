# score: 0 of 2
# mistake: does not put the weight back
# hint: back in place


def numeric_gradient(w, b, x, y, h=1e-5):
    w = np.array(w, dtype=float)
    grad = np.zeros(len(w))
    for i in range(len(w)):
        w[i] += h
        high = neuron_loss(w, b, x, y)
        w[i] -= 2 * h
        low = neuron_loss(w, b, x, y)
        grad[i] = (high - low) / (2 * h)
    return grad
