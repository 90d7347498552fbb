# score: 0 of 2
# mistake: moves the weights that were passed in, and leaves them moved
# hint: w was changed by the call


def numeric_gradient(w, b, x, y, h=1e-5):
    slopes = np.zeros(len(w))
    for i in range(len(w)):
        w[i] += h
        above = neuron_loss(w, b, x, y)
        w[i] -= 2 * h
        below = neuron_loss(w, b, x, y)
        slopes[i] = (above - below) / (2 * h)
    return slopes
