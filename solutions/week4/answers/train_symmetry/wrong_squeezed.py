# score: 2.75 of 3
# mistake: squeeze takes the axis of the only hidden unit away from dW1
# hint: with h = 1 it stops with ValueError


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    P = [W1, b1, W2, b2]
    V = [0, 0, 0, 0]
    for _ in range(sweeps):
        A1 = sigmoid(X @ P[0] + P[1])
        out = sigmoid(A1 @ P[2] + P[3])
        d2 = (out - y) * out * (1 - out)
        d1 = (d2 @ P[2].T) * A1 * (1 - A1)
        dW1 = (X[:, :, None] * d1[:, None, :]).sum(axis=0, keepdims=True).squeeze()
        for i, g in enumerate((dW1, d1.sum(axis=0), A1.T @ d2, d2.sum(axis=0))):
            V[i] = momentum * V[i] - learning_rate * g
            P[i] = P[i] + V[i]
    return tuple(P)
