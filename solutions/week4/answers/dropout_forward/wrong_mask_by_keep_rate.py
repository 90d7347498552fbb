# score: 2.5 of 4
# mistake: keeps with probability p
# hint: fits 1 - p, not p


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    kept = rng.random(x.shape) < p
    return x * kept / (1 - p) if p < 1 else 0 * x, kept
