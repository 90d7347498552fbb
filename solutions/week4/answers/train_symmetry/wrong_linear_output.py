# score: 0 of 3
# mistake: has no sigmoid at the output
# hint: the output has no sigmoid


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    V = [0, 0, 0, 0]
    for _ in range(sweeps):
        A = sigmoid(X @ W1 + b1)
        Y = A @ W2 + b2
        d2 = Y - y
        d1 = d2 @ W2.T * A * (1 - A)
        V = [
            momentum * v - learning_rate * g
            for v, g in zip(V, (X.T @ d1, d1.sum(0), A.T @ d2, d2.sum(0)))
        ]
        W1, b1, W2, b2 = (p + v for p, v in zip((W1, b1, W2, b2), V))
    return W1, b1, W2, b2
