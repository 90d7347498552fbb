# score: 0 of 4
# mistake: returns what was dropped
# hint: kept is the other way round


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.zeros_like(x, dtype=bool)
    dropped = rng.random(x.shape) < p
    return np.where(dropped, 0, x / (1 - p if p < 1 else 1)), dropped
