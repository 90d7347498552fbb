# score: 3.5 of 4
# mistake: 0/0 for p = 1
# hint: NaN


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    kept = rng.random(x.shape) >= p
    return x * kept / (1 - p), kept
