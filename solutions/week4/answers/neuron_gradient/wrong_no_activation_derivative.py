# score: 0 of 2
# mistake: forgets phi'(z)
# hint: derivative of the activation is missing


def neuron_gradient(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y) * x, 2 * (a - y)
