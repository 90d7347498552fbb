# score: 0 of 2
# mistake: takes z for a in the loss
# hint: z was used where a belongs


def neuron_gradient(w, b, x, y):
    z = w @ x + b
    d = 2 * (z - y) * sigmoid(z) * (1 - sigmoid(z))
    return d * x, d
