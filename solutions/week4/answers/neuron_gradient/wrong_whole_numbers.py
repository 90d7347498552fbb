# score: 0.75 of 2
# mistake: stores dL_dw in an array of whole numbers
# hint: dL_dw holds whole numbers


def neuron_gradient(w, b, x, y):
    a = sigmoid(w @ x + b)
    delta = 2 * (a - y) * a * (1 - a)
    dL_dw = np.array([0] * len(w))
    for i in range(len(w)):
        dL_dw[i] = delta * x[i]
    return dL_dw, delta
