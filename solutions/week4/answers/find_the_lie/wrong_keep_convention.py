# score: 1 of 3
# mistake: p as the probability of keeping
# hint: scaled by 1/p


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    if training:
        A1 = A1 * (rng.random(A1.shape) < p) / p
    return A1 @ W2 + b2
