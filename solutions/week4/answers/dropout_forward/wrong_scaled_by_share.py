# score: 1 of 4
# mistake: scales by the share of this mask
# hint: share of this mask


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones(x.shape, bool)
    kept = rng.random(x.shape) >= p
    return np.where(kept, x / max(kept.mean(), 1e-9), 0), kept
