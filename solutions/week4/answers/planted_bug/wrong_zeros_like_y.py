# score: 2.75 of 3
# mistake: delta2 takes the type of y, and with labels 0 and 1 it is cut
# hint: with whole numbers in y: dW1 is zero
# hint: zeros_like takes its type from x


def fixed_backward(X, y, W1, b1, W2, b2):
    n = len(X)
    a1 = np.tanh(X @ W1 + b1)
    a2 = sigmoid(a1 @ W2 + b2)
    delta2 = np.zeros_like(y)
    delta2[:] = (a2 - y) / n
    delta1 = (delta2 @ W2.T) * (1 - a1**2)
    return X.T @ delta1, delta1.sum(axis=0), a1.T @ delta2, delta2.sum(axis=0)


wrong_gradients = ["dW1", "db1", "db2"]
