# score: 2 of 2


def sigma_prime(z):
    return sigmoid(z) * sigmoid(-z)


def neuron_locals(w, b, x, y):
    pre = float(w @ x) + b
    return [2 * (sigmoid(pre) - y), sigma_prime(pre), x.copy(), np.ones(1)]
