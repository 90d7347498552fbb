# score: 0.75 of 2
# mistake: returns one number for dL_dw
# hint: One number came out


def neuron_gradient(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return np.sum(2 * (a - y) * a * (1 - a) * x), 2 * (a - y) * a * (1 - a)
