# score: 2 of 2


def neuron_gradient(w, b, x, y):
    z = sum(wi * xi for wi, xi in zip(w, x)) + b
    a = sigmoid(z)
    delta = 2 * (a - y) * a * (1 - a)
    dw = []
    for xi in x:
        dw.append(delta * xi)
    return dw, delta
