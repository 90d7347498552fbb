# score: 2 of 2


def neuron_gradient(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y) * a * (1 - a) * x, 2 * (a - y) * a * (1 - a)
