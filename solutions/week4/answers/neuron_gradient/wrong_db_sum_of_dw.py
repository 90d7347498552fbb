# score: 0.75 of 2
# mistake: the bias takes the sum of the weights' gradients
# hint: sum of dL_dw


def neuron_gradient(w, b, x, y):
    a = 1 / (1 + np.exp(-(w @ x + b)))
    dw = 2 * (a - y) * a * (1 - a) * x
    return dw, dw.sum()
