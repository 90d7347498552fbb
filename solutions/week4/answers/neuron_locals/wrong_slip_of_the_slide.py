# score: 1 of 2
# mistake: returns dz/da, as the slide's slip has it
# hint: dz/da, the inverse


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y), 1 / (a * (1 - a)), x, 1.0
