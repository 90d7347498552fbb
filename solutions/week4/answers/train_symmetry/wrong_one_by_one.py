# score: 0 of 3
# mistake: an update for each pattern
# hint: update for each pattern
def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    P = [W1, b1, W2, b2]
    V = [p * 0 for p in P]
    for _ in range(sweeps):
        for i in range(len(X)):
            x, t = X[i : i + 1], y[i : i + 1]
            A = sigmoid(x @ P[0] + P[1])
            O = sigmoid(A @ P[2] + P[3])
            d2 = (O - t) * O * (1 - O)
            d1 = (d2 @ P[2].T) * A * (1 - A)
            V = [
                momentum * v - learning_rate * g
                for v, g in zip(V, [x.T @ d1, d1.sum(0), A.T @ d2, d2.sum(0)])
            ]
            P = [p + v for p, v in zip(P, V)]
    return P
