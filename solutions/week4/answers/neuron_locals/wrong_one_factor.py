# score: 1 of 2
# mistake: writes 1 - a for the slope
# hint: only one of the two factors


def neuron_locals(w, b, x, y):
    z = w @ x + b
    a = sigmoid(z)
    return 2 * (a - y), 1 - a, x, 1
