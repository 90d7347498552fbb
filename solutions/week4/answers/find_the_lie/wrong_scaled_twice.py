# score: 1 of 3
# mistake: scaled twice
# hint: scaled twice
def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    a, k = dropout_forward(np.maximum(0, X @ W1 + b1), p, training, rng)
    if training:
        a = a / (1 - p)
    return a @ W2 + b2
