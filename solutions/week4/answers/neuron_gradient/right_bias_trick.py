# score: 2 of 2
def neuron_gradient(w, b, x, y):
    x1 = np.append(x, 1.0)
    w1 = np.append(w, b)
    a = sigmoid(w1 @ x1)
    g = 2 * (a - y) * a * (1 - a) * x1
    return g[:-1], g[-1]
