# score: 0.75 of 2
# mistake: multiplies by w
# hint: the last factor is w


def neuron_gradient(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y) * a * (1 - a) * w, 2 * (a - y) * a * (1 - a)
