# score: 1.75 of 2
# mistake: multiplies the weights by the inputs in place
# hint: w was changed by the call


def neuron_locals(w, b, x, y):
    w *= x
    a = sigmoid(w.sum() + b)
    return 2 * (a - y), a * (1 - a), x, 1.0
