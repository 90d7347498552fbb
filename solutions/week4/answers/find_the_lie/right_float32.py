# score: 3 of 3


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(np.float32(0), np.float32(X) @ np.float32(W1) + np.float32(b1))
    if training:
        A1[rng.uniform(size=A1.shape) < p] = 0
        A1 /= np.float32(1 - p)
    return A1 @ np.float32(W2) + np.float32(b2)
