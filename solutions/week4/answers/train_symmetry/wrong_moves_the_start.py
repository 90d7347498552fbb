# score: 2.75 of 3
# mistake: += moves the weights that were passed in
# hint: W1 was changed by the call


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    P = [W1, b1, W2, b2]
    V = [np.zeros(p.shape) for p in P]
    for _ in range(sweeps):
        A1 = sigmoid(X @ W1 + b1)
        out = sigmoid(A1 @ W2 + b2)
        d2 = (out - y) * out * (1 - out)
        d1 = (d2 @ W2.T) * A1 * (1 - A1)
        gradients = [X.T @ d1, d1.sum(axis=0), A1.T @ d2, d2.sum(axis=0)]
        for i in range(4):
            V[i] = momentum * V[i] - learning_rate * gradients[i]
            P[i] += V[i]
    return W1, b1, W2, b2
