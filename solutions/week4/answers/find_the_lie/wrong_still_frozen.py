# score: 1.75 of 3
# mistake: the mask is still frozen
# hint: the same on every call


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    if training:
        coins = np.random.default_rng(1)
        A1 = A1 * (coins.random(A1.shape) >= p) / (1 - p)
    return A1 @ W2 + b2
