# score: 0 of 2
# mistake: returns only one of the two
# hint: must be 2 values


def neuron_gradient(w, b, x, y):
    a = sigmoid(np.dot(w, x) + b)
    return (2 * (a - y) * a * (1 - a) * x,)
