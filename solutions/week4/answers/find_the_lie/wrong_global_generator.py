# score: 2.75 of 3
# mistake: ignores the Generator
# hint: Draw every random number from the rng


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    if training:
        A1 = A1 * (np.random.random(A1.shape) >= p) / (1 - p)
    return A1 @ W2 + b2
