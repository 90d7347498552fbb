# score: 3 of 3
def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    shapes = [np.shape(p) for p in (W1, b1, W2, b2)]
    sizes = np.cumsum([int(np.prod(s)) for s in shapes])[:-1]
    theta = np.concatenate([np.ravel(p) for p in (W1, b1, W2, b2)])
    vel = np.zeros_like(theta)

    def split(t):
        return [q.reshape(s) for q, s in zip(np.split(t, sizes), shapes)]

    def grad(t):
        W1, b1, W2, b2 = split(t)
        A = sigmoid(X @ W1 + b1)
        O = sigmoid(A @ W2 + b2)
        d2 = (O - y) * O * (1 - O)
        dW2, db2, dA = dense_backward(d2, A, W2)
        dW1, db1, _ = dense_backward(dA * A * (1 - A), X, W1)
        return np.concatenate([g.ravel() for g in (dW1, db1, dW2, db2)])

    k = 0
    while k < sweeps:
        theta, vel = momentum_step(theta, vel, grad(theta), learning_rate, momentum)
        k += 1
    return split(theta)
