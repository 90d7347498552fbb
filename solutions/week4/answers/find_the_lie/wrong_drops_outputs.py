# score: 1 of 3
# mistake: drops the outputs
# hint: after the ReLU and before W2


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    A1 = np.maximum(0, X @ W1 + b1)
    out = A1 @ W2 + b2
    if training:
        out = out * (rng.random(out.shape) >= p) / (1 - p)
    return out
