# score: 2 of 2


def neuron_gradient(w, b, x, y):
    """Return dL/dw (d,) and dL/db of a sigmoid neuron with loss (a - y)^2."""
    z = w @ x + b
    a = sigmoid(z)
    delta = 2 * (a - y) * a * (1 - a)
    return delta * x, delta
