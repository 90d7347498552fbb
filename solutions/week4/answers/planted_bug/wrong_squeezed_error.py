# score: 2.75 of 3
# mistake: squeeze takes away both axes of a single example
# hint: with n = 1 it stops with ValueError


def fixed_backward(X, y, W1, b1, W2, b2):
    a1 = np.tanh(X @ W1 + b1)
    a2 = sigmoid(a1 @ W2 + b2)
    error = np.squeeze(a2 - y) / len(X)
    dW2 = (a1.T @ error).reshape(-1, 1)
    delta1 = np.outer(error, W2) * (1 - a1**2)
    return X.T @ delta1, delta1.sum(axis=0), dW2, np.array([error.sum()])


wrong_gradients = ["dW1", "db1", "db2"]
