# score: 2 of 3
# mistake: writes 1 - a1
# hint: Is a square lost?

wrong_gradients = ["dW1", "db1", "db2"]


def fixed_backward(X, y, W1, b1, W2, b2):
    n = len(X)
    a1 = np.tanh(X @ W1 + b1)
    d2 = (sigmoid(a1 @ W2 + b2) - y) / n
    d1 = d2 @ W2.T * (1 - a1)
    return X.T @ d1, d1.sum(0), a1.T @ d2, d2.sum(0)
