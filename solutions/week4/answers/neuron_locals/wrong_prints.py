# score: 0 of 2
# mistake: prints instead of returning
# hint: not done yet


def neuron_locals(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    print(2 * (a - y), a * (1 - a), x, 1.0)
