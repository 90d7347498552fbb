# score: 0.5 of 2
# mistake: dL_da and da_dz are exchanged
# hint: order is
def neuron_locals(w, b, x, y):
    a = sigmoid(w @ x + b)
    return a * (1 - a), 2 * (a - y), x, 1.0
