# score: 2.5 of 4
# mistake: one mask for the whole batch
# hint: all examples have the same mask


def dropout_forward(x, p, training, rng):
    if not training:
        return x, np.ones_like(x, dtype=bool)
    kept = np.broadcast_to(rng.random(x.shape[-1]) >= p, x.shape)
    return x * kept / (1 - p) if p < 1 else 0 * x, kept
