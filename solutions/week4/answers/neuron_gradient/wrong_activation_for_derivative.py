# score: 0 of 2
# mistake: multiplies by a instead of phi'(z)
# hint: stands where its derivative belongs


def neuron_gradient(w, b, x, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    return 2 * (a - y) * a * x, 2 * (a - y) * a
