# score: 0 of 2
# mistake: forgets dz/db
# hint: must be 4 values


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y), a * (1 - a), x
