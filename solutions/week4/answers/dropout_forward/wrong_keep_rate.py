# score: 1.25 of 4
# mistake: p is taken as the probability of keeping
# hint: scaled by 1/p


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    kept = rng.random(x.shape) < p
    return x * kept / max(p, 1e-9), kept
