# score: 2 of 2


def numeric_gradient(w, b, x, y, h=1e-5):
    grad = []
    for i in range(len(w)):
        plus = np.array(w, dtype=float)
        minus = plus.copy()
        plus[i] += h
        minus[i] -= h
        grad.append((neuron_loss(plus, b, x, y) - neuron_loss(minus, b, x, y)) / 2 / h)
    return np.array(grad)
