# score: 1 of 2
# mistake: forgets the 2 of the square
# hint: too small by a factor of 2


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return a - y, a * (1 - a), x, 1.0
