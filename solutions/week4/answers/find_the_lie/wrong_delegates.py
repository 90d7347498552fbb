# score: 0 of 3
# mistake: lets the library's layer do it
# hint: your own implementation


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    A1 = Dropout(p, rng=rng).forward(A1, training=training)
    return A1 @ W2 + b2
