# score: 3 of 3


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    A1, _ = dropout_forward(A1, p, training, rng)
    return A1 @ W2 + b2
