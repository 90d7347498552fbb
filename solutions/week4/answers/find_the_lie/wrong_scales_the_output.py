# score: 1 of 3
# mistake: divides the whole output, b2 too
# hint: and b2 with it


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    if training:
        A1 = A1 * (rng.random(A1.shape) >= p)
        return (A1 @ W2 + b2) / (1 - p)
    return A1 @ W2 + b2
