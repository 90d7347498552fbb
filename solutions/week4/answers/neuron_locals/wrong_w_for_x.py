# score: 1.25 of 2
# mistake: takes w for dz/dw
# hint: this is w.


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y), a * (1 - a), w, 1.0
