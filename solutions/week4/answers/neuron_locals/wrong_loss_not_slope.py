# score: 1 of 2
# mistake: returns the loss instead of its derivative
# hint: the loss itself


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return (a - y) ** 2, a * (1 - a), x, 1.0
