# score: 2.25 of 3
# mistake: names the lines instead of the gradients
# hint: must be made of


def fixed_backward(X, y, W1, b1, W2, b2):
    n = len(X)
    z1 = X @ W1 + b1
    a1 = np.tanh(z1)
    a2 = sigmoid(a1 @ W2 + b2)
    delta2 = (a2 - y) / n
    dW2 = a1.T @ delta2
    db2 = delta2.sum(axis=0)
    delta1 = (delta2 @ W2.T) * (1 - a1**2)
    dW1 = X.T @ delta1
    db1 = delta1.sum(axis=0)
    return dW1, db1, dW2, db2


wrong_gradients = ["delta1", "db2"]
