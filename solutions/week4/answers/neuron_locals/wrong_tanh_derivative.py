# score: 1 of 2
# mistake: uses the derivative of tanh
# hint: 1 - a^2


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y), 1 - a**2, x, 1.0
