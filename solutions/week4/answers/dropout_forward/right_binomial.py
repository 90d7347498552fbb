# score: 4 of 4


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    kept = rng.binomial(1, 1 - p, size=x.shape)
    if p == 1:
        return 0 * x, kept
    return x * kept / (1 - p), kept
