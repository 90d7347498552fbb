# score: 0 of 2
# mistake: a - y as for the cross-entropy
# hint: nothing cancels
def neuron_gradient(w, b, x, y):
    a = sigmoid(w @ x + b)
    return (a - y) * x, a - y
