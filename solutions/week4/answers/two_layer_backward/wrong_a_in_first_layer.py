# score: 1.75 of 4
# mistake: makes dW1 with A1
# hint: must have shape


def two_layer_backward(X, y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    Y = A1 @ W2 + b2
    d2 = 2 * (Y - y) / y.size
    d1 = d2 @ W2.T * (1 - A1**2)
    return A1.T @ d1, d1.sum(0), A1.T @ d2, d2.sum(0)
