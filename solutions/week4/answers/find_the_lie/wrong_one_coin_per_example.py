# score: 2.5 of 3
# mistake: one coin for each example
# hint: dropped together
def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    if training:
        A1 = A1 * (rng.random((len(X), 1)) >= p) / (1 - p)
    return A1 @ W2 + b2
