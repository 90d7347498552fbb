# score: 1 of 3
# mistake: dropout is gone
# hint: nothing is dropped with training=True


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    return A1 @ W2 + b2
