# score: 0 of 2
# mistake: multiplies by the loss itself
# hint: is the loss


def neuron_gradient(w, b, x, y):
    a = sigmoid(w @ x + b)
    d = (a - y) ** 2 * a * (1 - a)
    return d * x, d
