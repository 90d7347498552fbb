# score: 1.75 of 4
# mistake: W2 is missing on the way back
# hint: W2 is missing
def two_layer_backward(X, y, W1, b1, W2, b2):
    A = np.tanh(X @ W1 + b1)
    D = 2 * (A @ W2 + b2 - y) / y.size
    dW2, db2, dA = dense_backward(D, A, W2)
    dW1, db1, _ = dense_backward(D.sum(1, keepdims=True) * (1 - A**2), X, W1)
    return dW1, db1, dW2, db2
