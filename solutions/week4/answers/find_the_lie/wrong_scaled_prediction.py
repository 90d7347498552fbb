# score: 2 of 3
# mistake: scales the prediction
# hint: scaled in prediction


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    if training:
        A1 = A1 * (rng.random(A1.shape) >= p)
    A1 = A1 / (1 - p)
    return A1 @ W2 + b2
