# score: 0 of 4
# mistake: np.full with 0 makes whole numbers, which cut tanh to 0
# hint: A1 holds whole numbers
# hint: does A1 hold whole numbers


def two_layer_backward(X, y, W1, b1, W2, b2):
    A1 = np.full((len(X), len(b1)), 0)
    for i in range(len(X)):
        A1[i] = np.tanh(X[i] @ W1 + b1)
    delta2 = 2 * (A1 @ W2 + b2 - y) / y.size
    delta1 = (delta2 @ W2.T) * (1 - A1**2)
    return X.T @ delta1, delta1.sum(axis=0), A1.T @ delta2, delta2.sum(axis=0)
