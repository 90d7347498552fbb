# score: 1 of 2
# mistake: returns a for da/dz
# hint: the activation a, not its derivative


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y), a, x, 1.0
