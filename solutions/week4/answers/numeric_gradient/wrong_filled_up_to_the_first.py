# score: 0 of 2
# mistake: return stands in the loop
# hint: 0 in its last 2 entries


def numeric_gradient(w, b, x, y, h=1e-5):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w)); e[i] = h
        g[i] = (neuron_loss(w+e, b, x, y)-neuron_loss(w-e, b, x, y))/(2*h)
        return g
