# score: 0.75 of 2
# mistake: forgets dz/dw = x
# hint: dz/dw, is missing


def neuron_gradient(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y) * a * (1 - a) * np.ones(len(x)), 2 * (a - y) * a * (1 - a)
