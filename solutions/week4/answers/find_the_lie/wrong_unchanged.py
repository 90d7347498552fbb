# score: 0.25 of 3
# mistake: the lie as it was
# hint: the same on every call


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    coins = np.random.default_rng(1)
    kept = coins.random(A1.shape[1]) >= p
    A1 = A1 * kept / (1 - p)
    return A1 @ W2 + b2
