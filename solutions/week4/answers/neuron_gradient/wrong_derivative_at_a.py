# score: 0 of 2
# mistake: applies the derivative to a
# hint: taken at a, not at z


def neuron_gradient(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y) * sigmoid(a) * (1 - sigmoid(a)) * x, 2 * (a - y) * sigmoid(a) * (
        1 - sigmoid(a)
    )
