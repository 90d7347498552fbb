# score: 0 of 3
# mistake: np.full with 0 makes velocities of whole numbers, and every step is cut to 0
# hint: did not move
# hint: can its array hold fractions


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    P = [W1, b1, W2, b2]
    V = [np.full(p.shape, 0) for p in P]
    for _ in range(sweeps):
        W1, b1, W2, b2 = P
        A1 = sigmoid(X @ W1 + b1)
        out = sigmoid(A1 @ W2 + b2)
        d2 = (out - y) * out * (1 - out)
        d1 = (d2 @ W2.T) * A1 * (1 - A1)
        gradients = [X.T @ d1, d1.sum(axis=0), A1.T @ d2, d2.sum(axis=0)]
        for i in range(4):
            V[i][...] = momentum * V[i] - learning_rate * gradients[i]
            P[i] = P[i] + V[i]
    return tuple(P)
