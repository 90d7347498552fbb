# score: 3.5 of 4
# mistake: drops an exact share
# hint: exactly as many


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    kept = rng.permutation(x.size).reshape(x.shape) >= p * x.size
    return x * kept / (1 - p) if p < 1 else 0 * x, kept
