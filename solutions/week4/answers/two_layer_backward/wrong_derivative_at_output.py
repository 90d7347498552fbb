# score: 1.75 of 4
# mistake: puts tanh' at the output
# hint: It belongs to the hidden layer

def two_layer_backward(X, y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1); P = A1 @ W2 + b2; d2 = 2 * (P - y) / y.size
    d1 = (d2 * (1 - P**2)) @ W2.T
    return X.T @ d1, d1.sum(0), A1.T @ d2, d2.sum(0)
