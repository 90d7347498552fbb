# score: 0 of 4
# mistake: returns kept first
# hint: The order is a, kept


def dropout_forward(x, p, training, rng):
    if not training:
        return np.ones(x.shape, bool), x
    kept = rng.random(x.shape) >= p
    return kept, np.where(kept, x / (1 - p) if p < 1 else 0, 0)
