# score: 0 of 2
# mistake: forgets the 2 of the square
# hint: Where is the 2


def neuron_gradient(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return (a - y) * a * (1 - a) * x, (a - y) * a * (1 - a)
