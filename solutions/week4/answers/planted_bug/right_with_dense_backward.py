# score: 3 of 3


def fixed_backward(X, y, W1, b1, W2, b2):
    hidden = np.tanh(X @ W1 + b1)
    p = sigmoid(hidden @ W2 + b2)
    dW2, db2, dhidden = dense_backward((p - y) / y.shape[0], hidden, W2)
    dW1, db1, _ = dense_backward(dhidden - dhidden * hidden * hidden, X, W1)
    return dW1, db1, dW2, db2


found = {"dW1": True, "db1": True, "dW2": False, "db2": True}
wrong_gradients = [name for name in found if found[name]]
