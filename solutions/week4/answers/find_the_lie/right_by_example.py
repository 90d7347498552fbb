# score: 3 of 3
def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    out = []
    for x in X:
        h = np.clip(x @ W1 + b1, 0, None)
        if training:
            h = h * rng.binomial(1, 1 - p, size=h.shape) / (1 - p)
        out.append(h @ W2 + b2)
    return np.array(out)
