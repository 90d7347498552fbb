# score: 0 of 3
# mistake: forgets the sigmoid's derivative in the hidden layer
# hint: missing at the hidden layer


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    P = [W1.copy(), b1.copy(), W2.copy(), b2.copy()]
    V = [np.zeros(p.shape) for p in P]
    for _ in range(sweeps):
        A = sigmoid(X @ P[0] + P[1])
        out = sigmoid(A @ P[2] + P[3])
        d2 = (out - y) * out * (1 - out)
        d1 = d2 @ P[2].T
        G = [X.T @ d1, d1.sum(axis=0), A.T @ d2, d2.sum(axis=0)]
        for p, v, g in zip(P, V, G):
            v *= momentum
            v -= learning_rate * g
            p += v
    return P
