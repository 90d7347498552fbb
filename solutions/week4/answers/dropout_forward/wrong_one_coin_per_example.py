# score: 2.5 of 4
# mistake: a whole example is dropped at once
# hint: dropped together


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    coins = rng.random(x.shape[:1] + (1,) * (x.ndim - 1))
    kept = np.broadcast_to(coins >= p, x.shape)
    return x * kept / (1 - p) if p < 1 else 0 * x, kept
