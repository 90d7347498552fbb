# score: 1.25 of 2
# mistake: multiplies the chain already
# hint: whole chain


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y), a * (1 - a), 2 * (a - y) * a * (1 - a) * x, 1.0
