# score: 0 of 3
# mistake: rounds the outputs to 0 and 1 before they are compared with y
# hint: rounded to 0 or 1


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    P = [W1, b1, W2, b2]
    V = [np.zeros(p.shape) for p in P]
    for _ in range(sweeps):
        W1, b1, W2, b2 = P
        A1 = sigmoid(X @ W1 + b1)
        out = sigmoid(A1 @ W2 + b2)
        d2 = ((out > 0.5).astype(int) - y) * out * (1 - out)
        d1 = (d2 @ W2.T) * A1 * (1 - A1)
        gradients = [X.T @ d1, d1.sum(axis=0), A1.T @ d2, d2.sum(axis=0)]
        for i in range(4):
            V[i] = momentum * V[i] - learning_rate * gradients[i]
            P[i] = P[i] + V[i]
    return tuple(P)
