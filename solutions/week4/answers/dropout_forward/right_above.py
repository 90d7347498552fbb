# score: 4 of 4


def dropout_forward(x, p, training, rng):
    # the other end of the unit interval, in float32, and lists come back
    keep = 1 - p if training else 1.0
    kept = rng.random(x.shape, dtype=np.float32) > 1 - keep if keep < 1 else np.ones(x.shape) > 0
    if keep == 0:
        kept = np.zeros(x.shape) > 0
    a = np.where(kept, np.float32(x) / np.float32(keep or 1), np.float32(0))
    return a.tolist(), kept.tolist()
