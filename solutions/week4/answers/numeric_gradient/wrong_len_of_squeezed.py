# score: 1.75 of 2
# mistake: squeeze takes away the only axis of a single weight, which then has no len
# hint: with d = 1 it stops with TypeError: len() of unsized object


def numeric_gradient(w, b, x, y, h=1e-5):
    w, x = np.squeeze(w), np.squeeze(x)
    slopes = np.zeros(len(w))
    for i in range(len(w)):
        step = np.zeros(len(w))
        step[i] = h
        slopes[i] = (neuron_loss(w + step, b, x, y) - neuron_loss(w - step, b, x, y)) / (2 * h)
    return slopes
