# score: 2.75 of 3
# mistake: adds the bias into the argument
# hint: was changed by the call


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    if training:
        W2 /= 1 - p
    A1 = np.maximum(0, X @ W1 + b1)
    if training:
        A1 = A1 * (rng.random(A1.shape) >= p)
    return A1 @ W2 + b2
