# score: 2 of 2


def neuron_gradient(w, b, x, y):
    """Return dL/dw (d,) and dL/db of a sigmoid neuron with loss (a - y)^2."""
    x1 = np.append(x, 1.0)
    w1 = np.append(w, b)
    a = sigmoid(x1 @ w1)
    g = (2 * a**2 - 2 * a * y - 2 * a**3 + 2 * a**2 * y) * x1
    return g[:-1], g[-1]
