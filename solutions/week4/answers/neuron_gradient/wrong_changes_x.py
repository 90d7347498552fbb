# score: 1.75 of 2
# mistake: multiplies x in place
# hint: x was changed by the call


def neuron_gradient(w, b, x, y):
    a = sigmoid(w @ x + b)
    delta = 2 * (a - y) * a * (1 - a)
    x *= delta
    return x, delta
