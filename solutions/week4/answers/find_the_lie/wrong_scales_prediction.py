# score: 0 of 3
# mistake: classic dropout, scaled in prediction
# hint: multiplied by 1 - p
def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    if training:
        A1 = A1 * (rng.random(A1.shape) >= p)
    else:
        A1 = A1 * (1 - p)
    return A1 @ W2 + b2
