# score: 1.75 of 2
# mistake: changes the default of h to 0.1
# hint: without h: numeric_gradient is close, but not exact
# hint: Keep the default of the stub


def numeric_gradient(w, b, x, y, h=0.1):
    slopes = []
    for i in range(len(w)):
        up, down = w.astype(float), w.astype(float)
        up[i] += h
        down[i] -= h
        slopes.append((neuron_loss(up, b, x, y) - neuron_loss(down, b, x, y)) / (2 * h))
    return np.array(slopes)
