# score: 1.5 of 2
# mistake: copies whole numbers and changes them in place
# hint: whole numbers


def numeric_gradient(w, b, x, y, h=1e-5):
    grad = np.zeros(len(w))
    for i in range(len(w)):
        plus, minus = np.array(w), np.array(w)
        plus[i] += h
        minus[i] -= h
        grad[i] = (neuron_loss(plus, b, x, y) - neuron_loss(minus, b, x, y)) / (2 * h)
    return grad
