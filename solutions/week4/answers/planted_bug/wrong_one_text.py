# score: 2.25 of 3
# mistake: one text instead of a list
# hint: quotes of its own
def fixed_backward(X, y, W1, b1, W2, b2):
    a1 = np.tanh(X @ W1 + b1)
    delta2 = (sigmoid(a1 @ W2 + b2) - y) / len(X)
    delta1 = (delta2 @ W2.T) * (1 - a1**2)
    return X.T @ delta1, delta1.sum(axis=0), a1.T @ delta2, delta2.sum(axis=0)


wrong_gradients = "dW1, db1, db2"
