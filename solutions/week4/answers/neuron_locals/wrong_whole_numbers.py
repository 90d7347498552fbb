# score: 1.75 of 2
# mistake: stores dz/dw in an array of whole numbers
# hint: dz_dw holds whole numbers


def neuron_locals(w, b, x, y):
    z = b
    dz_dw = np.array([0] * len(x))
    for i in range(len(x)):
        z = z + w[i] * x[i]
        dz_dw[i] = x[i]
    a = sigmoid(z)
    return 2 * (a - y), a * (1 - a), dz_dw, 1.0
