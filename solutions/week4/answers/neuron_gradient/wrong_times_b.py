# score: 0.75 of 2
# mistake: multiplies dL_db by b
# hint: multiplied by b


def neuron_gradient(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y) * a * (1 - a) * x, 2 * (a - y) * a * (1 - a) * b
