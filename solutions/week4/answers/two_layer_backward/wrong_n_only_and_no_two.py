# score: 0 of 4
# mistake: divides by n only and forgets the 2
# hint: over n k entries


def two_layer_backward(X, y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    Y = A1 @ W2 + b2
    d2 = (Y - y) / len(X)
    d1 = d2 @ W2.T * (1 - A1**2)
    return X.T @ d1, d1.sum(0), A1.T @ d2, d2.sum(0)
