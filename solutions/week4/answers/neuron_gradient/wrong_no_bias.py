# score: 0 of 2
# mistake: b is missing in z
# hint: the bias is missing in z


def neuron_gradient(w, b, x, y):
    a = sigmoid(np.dot(w, x))
    delta = 2 * (a - y) * a * (1 - a)
    return delta * x, delta
