# score: 0 of 2
# mistake: takes differences of a, not of the loss
# hint: differences of a


def numeric_gradient(w, b, x, y, h=1e-5):
    g = np.zeros(len(w))
    for i in range(len(w)):
        e = np.zeros(len(w))
        e[i] = h
        g[i] = (sigmoid(np.dot(w + e, x) + b) - sigmoid(np.dot(w - e, x) + b)) / (2 * h)
    return g
