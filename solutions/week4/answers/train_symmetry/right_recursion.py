# score: 3 of 3


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum, V=None):
    if sweeps == 0:
        return W1, b1, W2, b2
    if V is None:
        V = (0, 0, 0, 0)
    A = sigmoid(X @ W1 + b1)
    Y = sigmoid(A @ W2 + b2)
    d2 = (Y - y) * Y * (1 - Y)
    d1 = d2 @ W2.T * A * (1 - A)
    G = X.T @ d1, d1.sum(0), A.T @ d2, d2.sum(0)
    V = tuple(momentum * v - learning_rate * g for v, g in zip(V, G))
    W1, b1, W2, b2 = (p + v for p, v in zip((W1, b1, W2, b2), V))
    return train_symmetry(X, y, W1, b1, W2, b2, sweeps - 1, learning_rate, momentum, V)
