# score: 0 of 2
# mistake: forgets dL/da
# hint: derivative of the loss is missing


def neuron_gradient(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return a * (1 - a) * x, a * (1 - a)
