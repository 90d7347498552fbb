# score: 2.75 of 3
# mistake: an axis of length 1 is squeezed away
# hint: with n = 1


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    if training:
        A1 = A1 * (rng.random(A1.shape) >= p) / (1 - p)
    return np.squeeze(A1 @ W2 + b2)
