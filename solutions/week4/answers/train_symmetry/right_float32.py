# score: 3 of 3


def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    X, y = np.float32(X), np.float32(y)
    P = [np.float32(p) for p in (W1, b1, W2, b2)]
    V = [np.zeros(p.shape, np.float32) for p in P]
    for _ in range(sweeps):
        A = sigmoid(X @ P[0] + P[1])
        out = sigmoid(A @ P[2] + P[3])
        d2 = (out - y) * out * (1 - out)
        d1 = (d2 @ P[2].T) * A * (1 - A)
        G = [X.T @ d1, d1.sum(axis=0), A.T @ d2, d2.sum(axis=0)]
        for p, v, g in zip(P, V, G):
            v *= np.float32(momentum)
            v -= np.float32(learning_rate) * g
            p += v
    return P
