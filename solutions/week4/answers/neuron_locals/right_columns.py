# score: 2 of 2
def neuron_locals(w, b, x, y):
    z = np.reshape(w, (1, -1)) @ np.reshape(x, (-1, 1)) + b
    a = sigmoid(z)
    return 2 * (a - y), a * (1 - a), x * np.ones_like(x), np.ones(1)
