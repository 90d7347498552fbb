# score: 2.75 of 3
# mistake: delta2 is y under a second name, and the output is taken off it in place
# hint: y was changed by the call


def fixed_backward(X, y, W1, b1, W2, b2):
    n = len(X)
    a1 = np.tanh(X @ W1 + b1)
    a2 = sigmoid(a1 @ W2 + b2)
    delta2 = y
    delta2 -= a2
    delta2 /= -n
    delta1 = (delta2 @ W2.T) * (1 - a1**2)
    return X.T @ delta1, delta1.sum(axis=0), a1.T @ delta2, delta2.sum(axis=0)


wrong_gradients = ["dW1", "db1", "db2"]
