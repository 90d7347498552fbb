# score: 1 of 2
# mistake: the slope of the cross-entropy
# hint: slope of the cross-entropy
def neuron_locals(w, b, x, y):
    a = sigmoid(w @ x + b)
    return (a - y) / (a * (1 - a)), a * (1 - a), x, 1.0
