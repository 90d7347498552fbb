# score: 0 of 2
# mistake: writes 1 - a for the slope
# hint: only one of the two factors


def neuron_gradient(w, b, x, y):
    a = sigmoid(w @ x + b)
    d = 2 * (a - y) * (1 - a)
    return d * x, d
