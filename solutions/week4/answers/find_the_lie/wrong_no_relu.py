# score: 2.5 of 3
# mistake: the ReLU is gone
# hint: the ReLU is missing


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = X @ W1 + b1
    if training:
        A1 = A1 * (rng.random(A1.shape) >= p) / (1 - p)
    return A1 @ W2 + b2
