# score: 1.25 of 2
# mistake: returns w * x for dz/dw
# hint: a part of z


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y), a * (1 - a), w * x, 1.0
