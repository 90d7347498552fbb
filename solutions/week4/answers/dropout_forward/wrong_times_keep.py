# score: 1 of 4
# mistake: multiplied by 1 - p
# hint: multiplied by 1 - p


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    kept = rng.random(x.shape) >= p
    return x * kept * (1 - p), kept
