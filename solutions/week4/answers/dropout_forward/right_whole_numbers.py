# score: 4 of 4
def dropout_forward(x, p, training, rng):
    if training and p < 1:
        u = rng.integers(0, 2**53, size=x.shape) / 2**53
        kept = u >= p
        return np.multiply(x, kept) / (1 - p), kept
    kept = np.zeros(x.shape, bool) if training else np.ones(x.shape, bool)
    return x * kept, kept
