# score: 2.5 of 4
# mistake: returns None for kept in prediction
# hint: kept is None


def dropout_forward(x, p, training, rng):
    if not training:
        return x, None
    kept = rng.random(x.shape) >= p
    return np.where(kept, x / (1 - p) if p < 1 else 0, 0), kept
