# score: 0.5 of 2
# mistake: b is missing in z
# hint: the bias is missing
def neuron_locals(w, b, x, y):
    a = sigmoid(w @ x)
    return 2 * (a - y), a * (1 - a), x, 1.0
