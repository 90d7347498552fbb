# score: 0 of 4
# mistake: no biases in the forward pass
# hint: biases are missing
def two_layer_backward(X, y, W1, b1, W2, b2):
    A = np.tanh(X @ W1); D = 2*(A @ W2 - y) / y.size
    dW2, db2, dA = dense_backward(D, A, W2); dW1, db1, _ = dense_backward(dA * (1-A**2), X, W1)
    return dW1, db1, dW2, db2
