# score: 0.75 of 3
# mistake: the forward pass has no biases
# hint: the biases are missing in the forward pass


def fixed_backward(X, y, W1, b1, W2, b2):
    a1 = np.tanh(X @ W1)
    a2 = sigmoid(a1 @ W2)
    delta2 = (a2 - y) / len(X)
    delta1 = (delta2 @ W2.T) * (1 - a1**2)
    return X.T @ delta1, delta1.sum(axis=0), a1.T @ delta2, delta2.sum(axis=0)


wrong_gradients = ["dW1", "db1", "db2"]
