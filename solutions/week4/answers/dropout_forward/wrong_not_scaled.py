# score: 1 of 4
# mistake: the survivors are not scaled
# hint: not scaled


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    kept = rng.random(x.shape) >= p
    return x * kept, kept
