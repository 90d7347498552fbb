# score: 1.75 of 2
# mistake: squeeze takes away the only axis of a single weight, which then has no len
# hint: with d = 1 it stops with TypeError: len() of unsized object


def neuron_locals(w, b, x, y):
    w, x = np.squeeze(w), np.squeeze(x)
    z = b
    for i in range(len(w)):
        z = z + w[i] * x[i]
    a = sigmoid(z)
    return 2 * (a - y), a * (1 - a), x, 1.0
