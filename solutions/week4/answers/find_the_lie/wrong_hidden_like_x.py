# score: 2.75 of 3
# mistake: the hidden layer has the type of X
# hint: with whole numbers in X


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.zeros((len(X), len(b1)), dtype=X.dtype)
    A1[:] = np.maximum(0, X @ W1 + b1)
    if training:
        A1 = A1 * (rng.random(A1.shape) >= p) / (1 - p)
    return A1 @ W2 + b2
