# score: 0 of 4
# mistake: divides by n in delta and again in the weights
# hint: A mean is divided by n once


def two_layer_backward(X, y, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    A1 = np.tanh(Z1)
    prediction = A1 @ W2 + b2
    delta2 = 2 * (prediction - y) / y.size
    dW2 = A1.T @ delta2 / len(X)
    db2 = delta2.mean(axis=0)
    delta1 = (delta2 @ W2.T) * (1 - A1**2)
    dW1 = X.T @ delta1 / len(X)
    db1 = delta1.mean(axis=0)
    return dW1, db1, dW2, db2
