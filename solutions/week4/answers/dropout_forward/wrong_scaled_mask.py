# score: 1 of 4
# mistake: returns the scaled mask
# hint: kept holds the scale too


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    kept = (rng.random(x.shape) >= p) / (1 - p if p < 1 else 1)
    return x * kept, kept
