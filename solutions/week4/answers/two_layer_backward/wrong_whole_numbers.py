# score: 1.75 of 4
# mistake: collects db1 in an array of whole numbers
# hint: db1 holds whole numbers


def two_layer_backward(X, y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    delta2 = 2 * (A1 @ W2 + b2 - y) / y.size
    delta1 = (delta2 @ W2.T) * (1 - A1**2)
    db1 = np.zeros(len(b1), dtype=int)
    for j in range(len(b1)):
        db1[j] = delta1[:, j].sum()
    return X.T @ delta1, db1, A1.T @ delta2, delta2.sum(axis=0)
