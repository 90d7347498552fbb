# score: 1.25 of 2
# mistake: returns b for dz/db
# hint: this is b


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y), a * (1 - a), x, b
