# score: 1.75 of 2
# mistake: h cannot be left out
# hint: without h it stops with TypeError


def numeric_gradient(w, b, x, y, h):
    slopes = []
    for i in range(len(w)):
        up, down = w.astype(float), w.astype(float)
        up[i] += h
        down[i] -= h
        slopes.append((neuron_loss(up, b, x, y) - neuron_loss(down, b, x, y)) / (2 * h))
    return np.array(slopes)
