# score: 3.5 of 4
# mistake: changes x in place
# hint: x was changed by the call


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones(x.shape, dtype=bool)
    kept = rng.random(x.shape) >= p
    x *= kept
    if p < 1:
        x /= 1 - p
    return x, kept
