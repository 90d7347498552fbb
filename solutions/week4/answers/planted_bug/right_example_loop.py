# score: 3 of 3


wrong_gradients = ["dW1", "db1", "db2"]


def fixed_backward(X, y, W1, b1, W2, b2):
    """Return the right dW1, db1, dW2, db2 of the colleague's network."""
    n, d = X.shape
    h = W1.shape[1]
    dW1, db1, dW2, db2 = np.zeros((d, h)), np.zeros(h), np.zeros((h, 1)), np.zeros(1)
    for e in range(n):
        a1 = np.tanh(X[e] @ W1 + b1)
        a2 = sigmoid(a1 @ W2 + b2)
        delta2 = (a2 - y[e]) / n
        db2 += delta2
        for j in range(h):
            dW2[j, 0] += a1[j] * delta2[0]
            delta1 = delta2[0] * W2[j, 0] * (1 - a1[j] ** 2)
            db1[j] += delta1
            for i in range(d):
                dW1[i, j] += X[e, i] * delta1
    return dW1, db1, dW2, db2
