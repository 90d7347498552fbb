# score: 1 of 2
# mistake: writes y - a
# hint: wrong sign


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (y - a), a * (1 - a), x, 1.0
