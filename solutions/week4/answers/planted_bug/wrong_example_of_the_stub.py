# score: 2.5 of 3
# mistake: leaves the list that the stub gives as an example
# hint: names a gradient that is right


def fixed_backward(X, y, W1, b1, W2, b2):
    n = len(X)
    a1 = np.tanh(X @ W1 + b1)
    a2 = sigmoid(a1 @ W2 + b2)
    delta2 = (a2 - y) / n
    delta1 = (delta2 @ W2.T) * (1 - a1**2)
    return X.T @ delta1, delta1.sum(axis=0), a1.T @ delta2, delta2.sum(axis=0)


wrong_gradients = ["dW2"]
