# score: 2.75 of 4
# mistake: the seed is set inside
# hint: the same on every call


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    coins = np.random.default_rng(1)
    kept = coins.random(x.shape) >= p
    return x * kept / (1 - p) if p < 1 else 0 * x, kept
