# score: 2 of 4
# mistake: the prediction loses its axis with one output, and minus y broadcasts to (n, n)
# hint: with k = 1 it stops with ValueError


def two_layer_backward(X, y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    prediction = np.squeeze(A1 @ W2 + b2)
    delta2 = 2 * (prediction - y) / y.size
    delta1 = (delta2 @ W2.T) * (1 - A1**2)
    return X.T @ delta1, delta1.sum(axis=0), A1.T @ delta2, delta2.sum(axis=0)
