# score: 2 of 2


def neuron_gradient(w, b, x, y):
    a = sigmoid(w @ x + b)
    delta = 2 * (a - y) * a * (1 - a)
    return np.squeeze(np.outer(delta, x)), delta
