# score: 0 of 4
# mistake: no tanh in the forward pass
# hint: tanh is missing in the forward pass
def two_layer_backward(X, y, W1, b1, W2, b2):
    A = X @ W1 + b1
    D = 2 * (A @ W2 + b2 - y) / y.size
    dW2, db2, dA = dense_backward(D, A, W2)
    dW1, db1, _ = dense_backward(dA, X, W1)
    return dW1, db1, dW2, db2
