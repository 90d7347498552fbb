# score: 1 of 2
# mistake: squeeze takes away the only axis of a single weight
# hint: with d = 1 it stops with ValueError


def neuron_gradient(w, b, x, y):
    w, x = np.squeeze(w), np.squeeze(x)
    a = sigmoid(w @ x + b)
    delta = 2 * (a - y) * a * (1 - a)
    return delta * x, delta
