# score: 0 of 3
# mistake: W2 is updated before the error goes back
# hint: W2 was updated before
def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    P = [W1, b1, W2, b2]
    V = [p * 0 for p in P]

    def upd(i, g):
        V[i] = momentum * V[i] - learning_rate * g
        P[i] = P[i] + V[i]

    for _ in range(sweeps):
        A = sigmoid(X @ P[0] + P[1])
        O = sigmoid(A @ P[2] + P[3])
        d2 = (O - y) * O * (1 - O)
        upd(2, A.T @ d2)
        upd(3, d2.sum(0))
        d1 = (d2 @ P[2].T) * A * (1 - A)
        upd(0, X.T @ d1)
        upd(1, d1.sum(0))
    return P
